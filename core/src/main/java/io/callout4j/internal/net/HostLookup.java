package io.callout4j.internal.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Pattern;

/**
 * Looks up host names. A lookup cannot be interrupted, so it runs in a thread of its own, and the caller can stop waiting for it. A name whose
 * DNS server does not respond occupies one thread, however many callouts need it, and does not delay other names. The JDK caches the
 * results ({@code networkaddress.cache.ttl}).
 */
public final class HostLookup implements AutoCloseable {

    /** How many different names may be looked up at the same time. */
    static final int MAX_RUNNING = 256;

    /** Finds the addresses of a name; blocks. */
    interface Resolver {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    private static final Pattern LITERAL =
            Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.%\\w]*|(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");

    /** Carries the message of a failed lookup. */
    private static final class UnknownName extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnknownName(UnknownHostException cause) {
            super(cause.getMessage(), cause);
        }
    }

    private final Resolver resolver;
    private final SharedTasks<String, InetAddress[]> lookups =
            new SharedTasks<>("callout4j-lookup", MAX_RUNNING, this::lookedUp);

    public HostLookup() {
        this(InetAddress::getAllByName);
    }

    HostLookup(Resolver resolver) {
        this.resolver = resolver;
    }

    public InetAddress[] addresses(String host, Deadline deadline) throws UnknownHostException {
        if (LITERAL.matcher(host).matches()) {
            // Needs no DNS, and therefore no thread.
            return InetAddress.getAllByName(host);
        }
        try {
            return lookups.result(host, deadline);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownName unknown) {
                // A new exception: other callers that waited for the same lookup get one of their own.
                throw unknown(String.valueOf(unknown.getMessage()), unknown);
            }
            throw unknown(host + " could not be looked up: " + e.getCause(), e);
        } catch (RejectedExecutionException e) {
            throw unknown(
                    host + " could not be looked up: lookups of " + MAX_RUNNING
                            + " other names are still waiting for DNS",
                    e);
        }
    }

    private InetAddress[] lookedUp(String host) {
        try {
            return resolver.addresses(host);
        } catch (UnknownHostException e) {
            throw new UnknownName(e);
        }
    }

    private static UnknownHostException unknown(String text, Exception cause) {
        UnknownHostException unknown = new UnknownHostException(text);
        unknown.initCause(cause);
        return unknown;
    }

    @Override
    public void close() {
        lookups.close();
    }
}
