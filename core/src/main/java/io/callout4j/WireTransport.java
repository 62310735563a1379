package io.callout4j;

import io.callout4j.error.CalloutException;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.internal.findings.ConnectionFailures;
import io.callout4j.internal.identity.Identities;
import io.callout4j.internal.net.AsyncThreads;
import io.callout4j.internal.net.Deadline;
import io.callout4j.internal.net.Endpoint;
import io.callout4j.internal.soap.SoapExchange;
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
    private final SoapExchange soap;
    private final AsyncThreads async;

    WireTransport(Connector connector, Identities identities, SoapExchange soap, AsyncThreads async) {
        this.connector = connector;
        this.identities = identities;
        this.soap = soap;
        this.async = async;
    }

    @Override
    public Destinations.Resolved resolve(LiveSettings.Snapshot current, CalloutRequest asked) {
        return current.destinations().resolve(asked);
    }

    @Override
    public Deadline deadline(PreparedCallout callout) {
        return connector.timer().start(callout.request().timeout(), endpoint(callout));
    }

    @Override
    public CalloutOutcome send(PreparedCallout callout, Deadline deadline) {
        CalloutRequest request = callout.request();
        Endpoint endpoint = endpoint(callout);
        callout.watch().withDeadline(deadline);
        try {
            ClientIdentity identity = identities.of(request.certificate());
            callout.watch().withIdentity(identity);
            TlsContext tls = endpoint.secure() ? callout.settings().contexts().of(identity) : null;
            SoapOutcome outcome = soap.exchange(request, endpoint, callout.fields(), tls, deadline);
            callout.watch().withTraffic(outcome.traffic());
            LOG.debug("{} to {} as {}: HTTP {}", request.operation().request(), endpoint, identity, outcome.status());
            return outcome(outcome);
        } catch (ConnectionFailedException e) {
            return CalloutOutcome.failed(ConnectionFailures.toCallout(endpoint, e), e.handshake());
        } catch (CalloutException e) {
            return CalloutOutcome.failed(e, null);
        }
    }

    private static Endpoint endpoint(PreparedCallout callout) {
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
        soap.close();
        connector.close();
        async.close();
    }
}
