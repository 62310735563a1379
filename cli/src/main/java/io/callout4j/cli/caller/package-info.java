/** What a callout needs from the command line: an identity, a trust, a path to the server, and a request. */
@NullMarked
package io.callout4j.cli.caller;

import org.jspecify.annotations.NullMarked;
