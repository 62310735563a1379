package io.callout4j.cli.ca;

import io.callout4j.certificates.CertificateAuthority;
import io.callout4j.cli.console.CliEnvironment;
import io.callout4j.cli.input.CertificateFile;
import io.callout4j.cli.input.PasswordOptions;

/** Opens the CA given with {@code --ca}. */
final class SigningAuthority {

    private SigningAuthority() {}

    /** The options for its password. */
    static PasswordOptions passwordOptions() {
        return PasswordOptions.of("--ca-password", "the password of the --ca file");
    }

    /**
     * Opens the CA.
     *
     * @throws io.callout4j.error.CalloutException if it is rejected
     * @throws io.callout4j.cli.console.UsageException if the file cannot be read
     */
    static CertificateAuthority open(String file, PasswordOptions password, CliEnvironment environment) {
        return CertificateFile.of(file)
                .readable()
                .open(password.source(), PasswordOptions.ofKey().source(), environment, CertificateAuthority::open);
    }
}
