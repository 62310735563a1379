/**
 * What is asked of a callout: the request, its operation, its certificate, its limits, and the services known by name.
 *
 * <p>Values only. Whether a request can be sent is decided by the runtime, before anything is sent.
 */
@NullMarked
package io.callout4j.request;

import org.jspecify.annotations.NullMarked;
