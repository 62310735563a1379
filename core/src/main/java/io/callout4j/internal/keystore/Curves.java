package io.callout4j.internal.keystore;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.jspecify.annotations.Nullable;

/** Elliptic curves as files state them: by name, or written out number by number. */
final class Curves {

    private static final String[] USABLE = {"secp256r1", "secp384r1", "secp521r1"};

    private Curves() {}

    /** The object identifier of a curve, where it is named or where its numbers are those of a usable named one. */
    static @Nullable ASN1ObjectIdentifier named(@Nullable ASN1Encodable parameters) {
        if (parameters instanceof ASN1ObjectIdentifier oid) {
            return oid;
        }
        if (!(parameters instanceof ASN1Sequence sequence) || sequence.size() < 5) {
            return null;
        }
        for (String name : USABLE) {
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
        return parameters == null ? "not stated" : "written out in numbers";
    }
}
