package io.callout4j.testkit;

import com.github.tomakehurst.wiremock.common.Notifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs WireMock's errors with the application's SLF4J: WireMock's own copy of SLF4J has no provider, so they would be lost. */
final class WireMockErrors implements Notifier {

    private static final Logger LOG = LoggerFactory.getLogger("WireMock");

    @Override
    public void info(String message) {
        // One or more for each request; MutualTlsServer.requests() has them all.
    }

    @Override
    public void error(String message) {
        LOG.error(message);
    }

    @Override
    public void error(String message, Throwable thrown) {
        LOG.error(message, thrown);
    }
}
