package io.callout4j.internal.http;

import io.callout4j.error.CalloutPhase;
import io.callout4j.error.HandshakeRecord;
import io.callout4j.internal.findings.HttpFailures;
import io.callout4j.internal.net.Deadline;
import io.callout4j.internal.tls.Connection;
import io.callout4j.internal.tls.ConnectionFailedException;
import io.callout4j.request.CalloutLimits;
import io.callout4j.spi.HttpResponse;
import io.callout4j.spi.SoapCodec.Encoded;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.ChunkedInputStream;
import org.apache.hc.core5.http.impl.io.ContentLengthInputStream;
import org.apache.hc.core5.http.impl.io.DefaultHttpRequestWriter;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.impl.io.IdentityInputStream;
import org.apache.hc.core5.http.impl.io.SessionOutputBufferImpl;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 on one connection: HttpCore's codecs on plain blocking streams, one exchange at a time, in the calling thread.
 */
final class HttpConnection {

    private static final int BUFFER = 8 * 1024;
    private static final int MAX_HEADERS = 1_000;
    private static final int MAX_INTERIM_RESPONSES = 10;

    /** Chunk lines and trailers are not covered by the limit for headers, so they have their own. */
    private static final Http1Config CHUNKS =
            Http1Config.custom().setMaxHeaderCount(50).setMaxLineLength(BUFFER).build();

    private final Connection connection;
    private final CalloutLimits limits;
    private final ConnectionHome home;
    private final ResponseStream in;
    private final OutputStream out;
    private final MessageLines inBuffer;
    private final SessionOutputBufferImpl outBuffer = new SessionOutputBufferImpl(BUFFER);
    private final DefaultHttpResponseParser parser;
    private final DefaultHttpRequestWriter writer = new DefaultHttpRequestWriter();
    private @Nullable Head head;
    private boolean reusable;
    private int exchanges;
    private Duration maxIdle = KeepAlive.LONGEST;
    private volatile long idleSince;

    HttpConnection(Connection connection, CalloutLimits limits, ConnectionHome home) {
        this.connection = connection;
        this.limits = limits;
        this.home = home;
        try {
            this.in = new ResponseStream(connection.input());
            this.out = connection.output();
        } catch (IOException e) {
            throw new IllegalStateException("A new connection has no streams.", e);
        }
        this.inBuffer = new MessageLines(BUFFER, limits.headerBytes());
        this.parser = new DefaultHttpResponseParser(Http1Config.custom()
                .setMaxHeaderCount(MAX_HEADERS)
                .setMaxLineLength(limits.headerBytes())
                .build());
    }

    /** The status and headers of a response; known even if the rest is lost. */
    record Head(int status, Map<String, String> headers) {}

    /** The head of the response to the last request, or null if none was received. */
    @Nullable
    Head responseHead() {
        return head;
    }

    /** The head of a request as it is sent over this connection. */
    BasicClassicHttpRequest headersOf(HttpRequest request) {
        return HttpRequests.of(request, connection);
    }

    /** Sends a request once, and reads the response completely. */
    HttpResponse send(HttpRequest request, Deadline deadline) throws ConnectionFailedException {
        boolean soon = used() && System.nanoTime() - idleSince < ReuseLimit.SOON;
        reusable = false;
        head = null;
        in.begin(deadline, limits.headerBytes());
        try {
            BasicClassicHttpRequest sent = headersOf(request);
            write(sent, request.body(), deadline);
            deadline.enter(CalloutPhase.WAIT);
            ClassicHttpResponse response = head();
            head = new Head(response.getCode(), headers(response));
            if (response.getCode() == 407 && connection.forwarded()) {
                throw connection.refusedByProxy("HTTP/1.1 407 " + response.getReasonPhrase());
            }
            boolean http10 =
                    response.getVersion() != null && response.getVersion().lessEquals(HttpVersion.HTTP_1_0);
            BodyFraming framing = BodyFraming.of(response.getCode(), http10, head.headers());
            HttpResponse whole = whole(response, head.headers(), framing.length());
            exchanges++;
            maxIdle = KeepAlive.idleTime(whole.headers().get("Keep-Alive"), maxIdle);
            reusable = !whole.endedByClosing()
                    && !framing.doubtful()
                    && !maxIdle.isNegative()
                    && !inBuffer.hasBufferedData()
                    && DefaultConnectionReuseStrategy.INSTANCE.keepAlive(sent, response, null);
            return whole;
        } catch (ConnectionFailedException e) {
            throw e;
        } catch (ResponseBody.TooLargeException e) {
            throw HttpFailures.tooLarge(
                    request.endpoint(),
                    head == null ? 0 : head.status(),
                    head == null ? Map.of() : head.headers(),
                    String.valueOf(e.getMessage()));
        } catch (HttpException | IOException e) {
            deadline.check();
            if (soon && !in.begun() && !Thread.currentThread().isInterrupted()) {
                home.closedSoon(this);
            }
            throw lost(request, deadline, e);
        }
    }

    private void write(BasicClassicHttpRequest request, @Nullable Encoded body, Deadline deadline)
            throws IOException, HttpException {
        deadline.enter(CalloutPhase.WRITE);
        writer.write(request, outBuffer, out);
        if (body != null) {
            outBuffer.write(body.body(), 0, body.length(), out);
        }
        outBuffer.flush(out);
        out.flush();
    }

    private ClassicHttpResponse head() throws IOException, HttpException {
        for (int i = 0; i < MAX_INTERIM_RESPONSES; i++) {
            inBuffer.beginHead();
            ClassicHttpResponse response = parser.parse(inBuffer, in);
            if (response == null || in.ended()) {
                // HttpCore treats the end of the stream like the end of the headers.
                throw new EOFException(
                        in.begun()
                                ? "the connection was closed within the headers"
                                : "the connection was closed without a response");
            }
            if (response.getCode() == 101) {
                throw new HttpException("the server switched to another protocol (101), which was not requested");
            }
            if (response.getCode() >= 200) {
                in.headersEnd();
                return response;
            }
        }
        throw new HttpException("more than " + MAX_INTERIM_RESPONSES + " interim responses (1xx) were received"
                + " without a final one");
    }

    private HttpResponse whole(ClassicHttpResponse response, Map<String, String> headers, long length)
            throws IOException, HttpException {
        String coding = BodyFraming.coding(headers.get("Content-Encoding"));
        ResponseBody body = ResponseBody.read(content(length), length, coding, limits.responseBytes());
        if (length == ContentLengthStrategy.CHUNKED && in.ended()) {
            // HttpCore treats the end of the stream like the end of the trailers.
            throw new EOFException("the connection was closed before the end of the chunked body");
        }
        return new HttpResponse(
                response.getCode(),
                response.getReasonPhrase() == null ? "" : response.getReasonPhrase(),
                headers,
                body.bytes(),
                body.length(),
                length == ContentLengthStrategy.UNDEFINED,
                connection.handshake());
    }

    private InputStream content(long length) {
        if (length == ContentLengthStrategy.CHUNKED) {
            inBuffer.beginChunks();
            return new ChunkedInputStream(inBuffer, in, CHUNKS);
        }
        if (length >= 0) {
            return new ContentLengthInputStream(inBuffer, in, length);
        }
        return new IdentityInputStream(inBuffer, in);
    }

    private static Map<String, String> headers(ClassicHttpResponse response) {
        Map<String, StringJoiner> joined = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : response.getHeaders()) {
            joined.computeIfAbsent(header.getName(), first -> new StringJoiner(", "))
                    .add(header.getValue() == null ? "" : header.getValue());
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        joined.forEach((name, values) -> headers.put(name, values.toString()));
        return Collections.unmodifiableMap(headers);
    }

    /** On the first exchange, or with TLS 1.2, which lets the server ask again at any time (RFC 5246 section 7.4.1.1). */
    private boolean mayBeRejected() {
        HandshakeRecord.Session session = connection.handshake().session();
        return !used() || (session != null && session.protocol().equals("TLSv1.2"));
    }

    /** Why the exchange failed: a certificate that was rejected after a TLS 1.3 handshake, or a lost response. */
    private RuntimeException lost(HttpRequest request, Deadline deadline, Exception e)
            throws ConnectionFailedException {
        if (e instanceof IOException io && !in.begun() && mayBeRejected()) {
            ConnectionFailedException refusal = connection.refusal(io, deadline.phase());
            if (refusal != null) {
                throw refusal;
            }
        }
        boolean interrupted = Thread.currentThread().isInterrupted();
        String what = interrupted
                ? "the calling thread was interrupted"
                : e.getMessage() == null ? e.toString() : e.getMessage();
        return HttpFailures.lost(
                request.method(),
                request.endpoint(),
                connection.handshake(),
                what,
                in.begun() || interrupted ? HttpFailures.Progress.STARTED : HttpFailures.Progress.SILENT,
                e);
    }

    /** Whether it has already been used for an exchange. */
    boolean used() {
        return exchanges > 0;
    }

    /** Whether it can be used for another exchange. */
    boolean reusable() {
        return reusable;
    }

    /** How many exchanges it has been used for. */
    int exchanges() {
        return exchanges;
    }

    boolean looksClosed() {
        long idle = System.nanoTime() - idleSince;
        if (idle > maxIdle.toNanos()) {
            return true;
        }
        boolean closed = connection.looksClosed();
        if (closed && used() && idle < ReuseLimit.SOON) {
            home.closedSoon(this);
        }
        return closed;
    }

    HandshakeRecord handshake() {
        return connection.handshake();
    }

    Connection connection() {
        return connection;
    }

    long idleSince() {
        return idleSince;
    }

    /** Returns it to its pool. */
    void giveBack() {
        idleSince = System.nanoTime();
        home.offer(this);
    }

    /** Drops the connection immediately. */
    void drop() {
        try {
            connection.close();
        } catch (IOException e) {
            // Nothing more is expected from this connection.
        }
    }

    /** Closes an idle connection properly, with a TLS close_notify. */
    void end() {
        connection.end();
    }
}
