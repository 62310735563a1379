package io.callout4j.cli;

import io.callout4j.certificates.CertificateAuthority;
import org.jspecify.annotations.Nullable;

/** The authority that {@code --ca} names. */
final class SigningAuthority {

    private SigningAuthority() {}

    /**
     * Opens it.
     *
     * @throws io.callout4j.error.CalloutException where it is refused
     * @throws UsageException where the file cannot be read
     */
    static CertificateAuthority open(String file, @Nullable CaPasswordOptions password, Surroundings surroundings) {
        PasswordSource source = (password == null ? new CaPasswordOptions() : password).source();
        return CertificateFile.of(file)
                .readable()
                .open(source, new KeyPasswordOptions().source(), surroundings, CertificateAuthority::open);
    }
}
