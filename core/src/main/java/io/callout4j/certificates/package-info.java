/**
 * Making certificates: self-signed ones, and a small private authority that signs the others.
 *
 * <p>{@link io.callout4j.certificates.CertificateProfile} says what a certificate is to hold, {@link
 * io.callout4j.certificates.CertificateAuthority} signs it, and {@link io.callout4j.certificates.HeldCertificate} is the result: a
 * certificate whose key you hold.
 */
@NullMarked
package io.callout4j.certificates;

import org.jspecify.annotations.NullMarked;
