package io.callout4j.cli.input;

import io.callout4j.certificates.CertificateProfile;
import io.callout4j.certificates.KeyKind;
import io.callout4j.cli.console.UsageException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a new certificate is to hold. */
public final class ProfileOptions {

    /** A hundred years, which no certificate needs. */
    private static final int MOST_DAYS = 36_500;

    @Option(
            names = "--subject",
            paramLabel = "DN",
            description = "Whom it names, such as 'CN=Contoso_SF, O=Contoso'; CN=NAME where it is not given.")
    private @Nullable String subject;

    @Option(
            names = "--key",
            paramLabel = "KIND",
            description =
                    "The key: rsa-2048 (the default), rsa-3072, rsa-4096, ec-p256 or ec-p384. Salesforce takes RSA only.")
    private String key = "rsa-2048";

    /** The profile; the days are the caller's option, since not every command has it. */
    public CertificateProfile profile(String commonName, int days) {
        return base("CN=" + commonName).withKey(kind()).validFor(duration(days));
    }

    private CertificateProfile base(String otherwise) {
        try {
            if (subject != null && subject.isBlank()) {
                throw new UsageException("--subject is empty. Write whom it names, like 'CN=Contoso_SF, O=Contoso'.");
            }
            return CertificateProfile.client(subject == null ? otherwise : subject);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--subject cannot be read as a distinguished name: \"" + subject
                    + "\". Write it like 'CN=Contoso_SF, O=Contoso, C=DE', with a backslash before a comma that belongs to a"
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
                "--key " + key + " is no kind of key here. It is rsa-2048, rsa-3072, rsa-4096, ec-p256 or ec-p384.");
    }

    private static String name(KeyKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The days as a duration.
     *
     * @throws UsageException where nobody can mean that many
     */
    public static Duration duration(int days) {
        if (days < 1 || days > MOST_DAYS) {
            throw new UsageException("--days " + days + " is out of range: 1 to " + MOST_DAYS + ".");
        }
        return Duration.ofDays(days);
    }
}
