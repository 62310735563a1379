/**
 * Example programs to copy from. {@link io.callout4j.samples.UserStatusClient} is the stub, {@link io.callout4j.samples.UserStatus} is the
 * program that uses it, and {@code UserStatusContractTest} is its contract test.
 *
 * <p>The program plays scenes ({@code Scene}) against its own server ({@code UserStatusServer}), with certificates that it generates at
 * startup ({@code ContosoCertificates}), or makes one callout to the user's server ({@code YourEndpoint}); {@code Transcript} prints what
 * happened.
 */
@NullMarked
package io.callout4j.samples;

import org.jspecify.annotations.NullMarked;
