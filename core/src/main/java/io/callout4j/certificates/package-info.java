/**
 * Certificate and Key Management: self-signed certificates, requests, a small private authority, and a store for all of them.
 *
 * <p>{@link io.callout4j.certificates.CertificateStore} manages the certificates in one key-store file. {@link
 * io.callout4j.certificates.CertificateProfile} describes what a certificate is to contain, {@link io.callout4j.certificates.CertificateRequest} asks
 * an authority for it, {@link io.callout4j.certificates.CertificateAuthority} is an authority that signs it, and {@link
 * io.callout4j.certificates.HeldCertificate} is a certificate whose key you hold, to be exported in any of the common formats.
 *
 * <p>Files are read by {@code io.callout4j.internal.keystore} alone, so that one place knows all formats and their limits; they are written here.
 * PKCS#12 says more about an entry than its name: the label is X.520's description, and two attributes of our own, whose object identifiers are
 * derived from UUIDs, say that a key is not exportable and that a certificate only stands in for a requested one.
 */
@NullMarked
package io.callout4j.certificates;

import org.jspecify.annotations.NullMarked;
