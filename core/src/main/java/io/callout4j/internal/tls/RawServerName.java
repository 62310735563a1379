package io.callout4j.internal.tls;

import java.nio.charset.StandardCharsets;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.StandardConstants;

/** An unchanged server name (RFC 6066 section 3): {@code SNIHostName} rejects names with an underscore. */
final class RawServerName extends SNIServerName {

    RawServerName(String name) {
        super(StandardConstants.SNI_HOST_NAME, name.getBytes(StandardCharsets.US_ASCII));
    }
}
