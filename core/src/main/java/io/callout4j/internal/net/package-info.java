/**
 * The lowest layer of connections: sockets, host names, deadlines, and threads.
 */
@NullMarked
package io.callout4j.internal.net;

import org.jspecify.annotations.NullMarked;
