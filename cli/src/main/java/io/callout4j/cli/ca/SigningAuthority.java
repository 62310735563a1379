package io.callout4j.cli.ca;

import io.callout4j.certificates.CertificateAuthority;
import io.callout4j.cli.console.Surroundings;
import io.callout4j.cli.input.CaPasswordOptions;
import io.callout4j.cli.input.CertificateFile;
import io.callout4j.cli.input.KeyPasswordOptions;
import io.callout4j.cli.input.PasswordSource;
import org.jspecify.annotations.Nullable;

/** The authority that {@code --ca} names. */
final class SigningAuthority {

    private SigningAuthority() {}

    /**
     * Opens it.
     *
     * @throws io.callout4j.CalloutException where it is refused
     * @throws UsageException where the file cannot be read
     */
    static CertificateAuthority open(String file, @Nullable CaPasswordOptions password, Surroundings surroundings) {
        PasswordSource source = (password == null ? new CaPasswordOptions() : password).source();
        return CertificateFile.of(file)
                .readable()
                .open(source, new KeyPasswordOptions().source(), surroundings, CertificateAuthority::open);
    }
}
