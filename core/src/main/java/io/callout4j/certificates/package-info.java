/**
 * Making and keeping certificates: self-signed ones, requests, a small private authority, and a store for all of them.
 *
 * <p>{@link io.callout4j.certificates.CertificateStore} is Certificate and Key Management over one key-store file. {@link
 * io.callout4j.certificates.CertificateProfile} says what a certificate is to hold, {@link
 * io.callout4j.certificates.CertificateRequest} asks an authority for it, {@link io.callout4j.certificates.CertificateAuthority} is
 * one that signs it, and {@link io.callout4j.certificates.HeldCertificate} is a certificate whose key you hold, to be written in any of
 * the formats that others read.
 *
 * <p>Files are read by {@code io.callout4j.identity} alone, so that one place knows all formats and their limits; they are written here.
 * PKCS#12 says more of an entry than its name: the label is X.520's description, and two attributes of our own, whose object identifiers
 * are made of UUIDs, say that a key is not exportable and that a certificate only stands in for a requested one.
 */
@NullMarked
package io.callout4j.certificates;

import org.jspecify.annotations.NullMarked;
