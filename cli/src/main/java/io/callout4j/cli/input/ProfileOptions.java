package io.callout4j.cli.input;

import io.callout4j.certificates.CertificateProfile;
import io.callout4j.certificates.KeyKind;
import io.callout4j.cli.console.UsageException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Subject and key of a new certificate. */
public final class ProfileOptions {

    /** A hundred years; a larger number is a typo. */
    private static final int MAX_DAYS = 36_500;

    @Option(
            names = "--subject",
            paramLabel = "DN",
            description =
                    "Subject of the certificate, such as 'CN=Contoso_SF, O=Contoso'. Default: the name of the entry or file as CN.")
    private @Nullable String subject;

    @Option(
            names = "--key",
            paramLabel = "KIND",
            description = "Key type: rsa-2048 (default), rsa-3072, rsa-4096, ec-p256, or ec-p384. Salesforce accepts"
                    + " RSA only.")
    private String key = "rsa-2048";

    /**
     * {@return the profile of the new certificate}
     *
     * @param commonName the CN if no subject is given
     * @param days how long it is valid; not an option of this class, because not every command has it
     * @throws UsageException if an option is wrong
     */
    public CertificateProfile profile(String commonName, int days) {
        return base("CN=" + commonName).withKey(kind()).validFor(duration(days));
    }

    private CertificateProfile base(String defaultSubject) {
        try {
            if (subject != null && subject.isBlank()) {
                throw new UsageException("--subject is empty. Example: 'CN=Contoso_SF, O=Contoso'.");
            }
            return CertificateProfile.client(subject == null ? defaultSubject : subject);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--subject is not a valid distinguished name: \"" + subject
                    + "\". Example: 'CN=Contoso_SF, O=Contoso, C=DE'. Put a backslash before a comma that is part of a"
                    + " name.");
        }
    }

    private KeyKind kind() {
        for (KeyKind kind : KeyKind.values()) {
            if (name(kind).equals(key.toLowerCase(Locale.ROOT))) {
                return kind;
            }
        }
        throw new UsageException(
                "--key " + key + " is not supported. Use rsa-2048, rsa-3072, rsa-4096, ec-p256, or ec-p384.");
    }

    private static String name(KeyKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * {@return a number of days as a duration}
     *
     * @param days the days
     * @throws UsageException if they are out of range
     */
    public static Duration duration(int days) {
        if (days < 1 || days > MAX_DAYS) {
            throw new UsageException("--days must be between 1 and " + MAX_DAYS + ", not " + days + ".");
        }
        return Duration.ofDays(days);
    }
}
