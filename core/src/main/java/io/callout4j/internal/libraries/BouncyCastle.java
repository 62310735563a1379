package io.callout4j.internal.libraries;

import io.callout4j.error.CalloutConfigurationException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Bouncy Castle as the class path has it. Applications often bring an older one under another name, or its FIPS variant. */
public final class BouncyCastle {

    private static final String OLD = "org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers";
    private static final String NEW = "org.bouncycastle.asn1.pkcs.PBMAC1Params";
    private static final String PKIX = "org.bouncycastle.cert.X509CertificateHolder";
    private static final String NEEDED =
            " callout4j needs bcprov-jdk18on, bcutil-jdk18on, and bcpkix-jdk18on in the same"
                    + " version, 1.78.1 or newer, and no other Bouncy Castle.";

    /** Two look-ups in jars that are needed anyway, once. */
    private static final class Start {
        private static final @Nullable String PROBLEM = atStart();
    }

    private BouncyCastle() {}

    /** Why some files cannot be opened, with the jar and what is needed; null if nothing is known to be wrong. */
    public static @Nullable String problem() {
        return Start.PROBLEM;
    }

    private static @Nullable String atStart() {
        if (Jars.areTogether(OLD, NEW)) {
            return null;
        }
        String first = Jars.of(OLD);
        String other = Jars.of(NEW);
        if (first == null) {
            return "There is no Bouncy Castle on the class path." + NEEDED + " Add the dependency"
                    + " org.bouncycastle:bcpkix-jdk18on.";
        }
        if (other == null) {
            return first + " is too old." + NEEDED + " Replace it.";
        }
        return first.equals(other) ? null : before(first, other);
    }

    private static String before(String first, String other) {
        return first + " comes before " + other + " on the class path, and does not match it." + NEEDED
                + " Exclude the dependency that brings " + first + ".";
    }

    /**
     * Does what needs Bouncy Castle.
     *
     * @throws CalloutConfigurationException if Bouncy Castle's jars do not match
     */
    public static <T> T using(Supplier<T> work) {
        try {
            return work.get();
        } catch (LinkageError e) {
            throw unusable(e);
        }
    }

    /** Rejects a class path on which Bouncy Castle's jars are known not to match, after something has failed. */
    public static void check(Throwable failure) {
        if (problem() != null) {
            throw unusable(failure);
        }
    }

    private static CalloutConfigurationException unusable(Throwable failure) {
        String problem = problem() == null ? afterFailure() : problem();
        return new CalloutConfigurationException("Bouncy Castle cannot be used: " + problem, failure);
    }

    private static String afterFailure() {
        for (String type : List.of(OLD, PKIX)) {
            List<String> jars = Jars.all(type);
            if (jars.size() > 1) {
                return before(jars.get(0), jars.get(1));
            }
        }
        return Jars.of(OLD) + " and " + Jars.of(PKIX) + " do not match." + NEEDED;
    }
}
