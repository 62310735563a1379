package io.callout4j.internal.tls;

import java.nio.charset.StandardCharsets;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.StandardConstants;

/** A server name (RFC 6066 section 3) as it is: {@code SNIHostName} takes none with an underscore. */
final class RawServerName extends SNIServerName {

    RawServerName(String name) {
        super(StandardConstants.SNI_HOST_NAME, name.getBytes(StandardCharsets.US_ASCII));
    }
}
