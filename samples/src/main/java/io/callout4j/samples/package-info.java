/**
 * Small programs to copy from. {@link io.callout4j.samples.UserStatusClient} is the stub, {@link
 * io.callout4j.samples.UserStatus} the program that uses it, and {@code UserStatusContractTest} next to them its contract test.
 *
 * <p>How it works inside: the program plays scenes ({@code Scene}) against a server of its own ({@code UserStatusServer}) with
 * certificates that it makes when it starts ({@code ContosoCertificates}), or one callout against a server of the user's
 * ({@code YourEndpoint}); {@code Transcript} writes down what happened.
 */
@NullMarked
package io.callout4j.samples;

import org.jspecify.annotations.NullMarked;
