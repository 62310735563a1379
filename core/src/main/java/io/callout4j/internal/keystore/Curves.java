package io.callout4j.internal.keystore;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.jspecify.annotations.Nullable;

/** Elliptic curves as files specify them: by name, or with explicit parameters. */
final class Curves {

    private static final String[] SUPPORTED = {"secp256r1", "secp384r1", "secp521r1"};

    private Curves() {}

    /** The object identifier of a curve, if it is named or if its parameters are those of a supported named curve. */
    static @Nullable ASN1ObjectIdentifier named(@Nullable ASN1Encodable parameters) {
        if (parameters instanceof ASN1ObjectIdentifier oid) {
            return oid;
        }
        if (!(parameters instanceof ASN1Sequence sequence) || sequence.size() < 5) {
            return null;
        }
        for (String name : SUPPORTED) {
            X9ECParameters known = SECNamedCurves.getByName(name);
            if (known.toASN1Primitive() instanceof ASN1Sequence numbers
                    && numbers.getObjectAt(1).equals(sequence.getObjectAt(1))
                    && numbers.getObjectAt(4).equals(sequence.getObjectAt(4))) {
                return SECNamedCurves.getOID(name);
            }
        }
        return null;
    }

    static String describe(@Nullable ASN1Encodable parameters) {
        if (parameters instanceof ASN1ObjectIdentifier oid) {
            String name = ECNamedCurveTable.getName(oid);
            return name == null ? oid.getId() : name;
        }
        return parameters == null ? "not specified" : "explicit parameters";
    }
}
