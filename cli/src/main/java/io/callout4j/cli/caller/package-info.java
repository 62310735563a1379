/** What a callout needs from the command line: identity, trust, network path and request. */
@NullMarked
package io.callout4j.cli.caller;

import org.jspecify.annotations.NullMarked;
