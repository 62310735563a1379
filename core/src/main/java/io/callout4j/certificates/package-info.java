/**
 * Certificate and Key Management: self-signed certificates, requests, a small private CA, and a store for all of them.
 *
 * <p>{@link io.callout4j.certificates.CertificateStore} manages the certificates in one key store file. {@link
 * io.callout4j.certificates.CertificateProfile} describes what a certificate contains, {@link io.callout4j.certificates.CertificateRequest}
 * requests it from a CA, {@link io.callout4j.certificates.CertificateAuthority} is a CA that signs it, and {@link
 * io.callout4j.certificates.HeldCertificate} is a certificate with its key, which can be exported in all common formats.
 *
 * <p>Files are read only by {@code io.callout4j.internal.keystore}, so that one package knows all formats and their limits; they are
 * written here. In PKCS#12 an entry has attributes apart from its name: the label is X.520's description, and two attributes of the
 * library, with object identifiers derived from UUIDs, mean that a key is not exportable, and that a certificate is only temporary until
 * the requested one is imported.
 */
@NullMarked
package io.callout4j.certificates;

import org.jspecify.annotations.NullMarked;
