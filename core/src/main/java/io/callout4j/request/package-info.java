/**
 * What a callout is asked to do: the request, its operation, its certificate, its limits, and named credentials.
 *
 * <p>These are values only. The runtime checks whether a request can be sent, before anything is sent.
 */
@NullMarked
package io.callout4j.request;

import org.jspecify.annotations.NullMarked;
