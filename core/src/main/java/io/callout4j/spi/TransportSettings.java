package io.callout4j.spi;

import io.callout4j.CalloutLimits;
import java.util.Set;

/**
 * What a runtime tells its transport.
 *
 * @param limits how much may be sent and read
 * @param redacted local names of XML elements and attributes, beyond those that the transport knows by itself, whose content no log may
 *     show; unmodifiable
 */
public record TransportSettings(CalloutLimits limits, Set<String> redacted) {}
