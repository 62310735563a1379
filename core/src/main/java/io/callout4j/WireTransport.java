package io.callout4j;

import io.callout4j.error.CalloutException;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.internal.findings.ConnectionFailures;
import io.callout4j.internal.http.HttpExchange;
import io.callout4j.internal.http.HttpOutcome;
import io.callout4j.internal.http.HttpRequest;
import io.callout4j.internal.net.AsyncThreads;
import io.callout4j.internal.net.Deadline;
import io.callout4j.internal.net.Endpoint;
import io.callout4j.internal.soap.SoapMessages;
import io.callout4j.internal.soap.SoapOutcome;
import io.callout4j.internal.tls.ConnectionFailedException;
import io.callout4j.internal.tls.Connector;
import io.callout4j.internal.tls.TlsContext;
import io.callout4j.request.CalloutRequest;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends callouts over the network: opens the identity, then encodes, exchanges and decodes. Thread-safe. */
final class WireTransport implements Transport {

    private static final Logger LOG = LoggerFactory.getLogger(Callouts.class);

    private final Connector connector;
    private final Identities identities;
    private final SoapMessages soap;
    private final HttpExchange http;
    private final AsyncThreads async;

    WireTransport(
            Connector connector, Identities identities, SoapMessages soap, HttpExchange http, AsyncThreads async) {
        this.connector = connector;
        this.identities = identities;
        this.soap = soap;
        this.http = http;
        this.async = async;
    }

    @Override
    public Destinations.Resolved resolve(LiveSettings.Snapshot current, CalloutRequest asked) {
        return current.destinations().resolve(asked);
    }

    @Override
    public Deadline deadline(CalloutEngine.Prepared callout) {
        return connector.timer().start(callout.request().timeout(), endpoint(callout));
    }

    @Override
    public CalloutOutcome send(CalloutEngine.Prepared callout, Deadline deadline) {
        CalloutRequest request = callout.request();
        Endpoint endpoint = endpoint(callout);
        callout.watch().withDeadline(deadline);
        try {
            ClientIdentity identity = identities.of(request.certificate(), deadline);
            callout.watch().withIdentity(identity);
            TlsContext tls = endpoint.secure() ? callout.settings().contexts().of(identity) : null;
            HttpRequest sent = soap.encode(request, endpoint, callout.fields());
            HttpOutcome received = http.send(sent, tls, deadline);
            SoapOutcome outcome = soap.decode(request, endpoint, received, deadline);
            callout.watch().withTraffic(outcome.traffic());
            LOG.debug("{} to {} as {}: HTTP {}", request.operation().request(), endpoint, identity, outcome.status());
            return outcome(outcome);
        } catch (ConnectionFailedException e) {
            return CalloutOutcome.failed(ConnectionFailures.toCallout(endpoint, e), e.handshake());
        } catch (CalloutException e) {
            return CalloutOutcome.failed(e, null);
        }
    }

    private static Endpoint endpoint(CalloutEngine.Prepared callout) {
        return Objects.requireNonNull(callout.endpoint(), "named credentials have been resolved");
    }

    private static CalloutOutcome outcome(SoapOutcome outcome) {
        if (outcome.failure() != null) {
            return new CalloutOutcome(
                    null, outcome.failure(), outcome.status(), outcome.headers(), outcome.handshake());
        }
        return CalloutOutcome.of(new CalloutResponse(
                outcome.value(),
                Objects.requireNonNull(outcome.status()),
                outcome.headers(),
                outcome.soapHeaders(),
                outcome.handshake()));
    }

    @Override
    public Executor executor() {
        return async.executor();
    }

    @Override
    public void close() {
        http.close();
        identities.close();
        connector.close();
        async.close();
    }
}
