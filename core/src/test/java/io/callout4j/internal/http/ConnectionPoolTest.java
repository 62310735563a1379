package io.callout4j.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.callout4j.internal.net.Deadline;
import io.callout4j.internal.net.Endpoint;
import io.callout4j.internal.tls.ConnectionFailedException;
import io.callout4j.internal.tls.Connector;
import io.callout4j.request.CalloutLimits;
import io.callout4j.trust.HttpProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Which connections the pool keeps, and which ones it closes. */
class ConnectionPoolTest {

    private static final int PER_SERVER = 64;
    private static final int TOTAL = 256;

    private final Connector connector = new Connector(HttpProxy.none());
    private final ConnectionPool pool = new ConnectionPool(connector, CalloutLimits.standard());
    private final List<Server> servers = new ArrayList<>();

    @AfterEach
    void closeAll() throws IOException {
        pool.close();
        connector.close();
        for (Server each : servers) {
            each.close();
        }
    }

    /** A server that accepts connections and sends nothing, seen from the pool. */
    private final class Server {
        private final ServerSocket listener = new ServerSocket(0, 2 * PER_SERVER, InetAddress.getLoopbackAddress());
        private final List<Socket> accepted = new ArrayList<>();
        private final Endpoint endpoint = Endpoint.parse("http://localhost:" + listener.getLocalPort(), "endpoint");

        Server() throws IOException {
            servers.add(this);
        }

        HttpConnection connect() throws IOException, ConnectionFailedException {
            HttpConnection connection = pool.fresh(endpoint, null, deadline());
            accepted.add(listener.accept());
            return connection;
        }

        List<HttpConnection> connect(int count) throws IOException, ConnectionFailedException {
            List<HttpConnection> connections = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                connections.add(connect());
            }
            return connections;
        }

        HttpConnection take() throws ConnectionFailedException {
            return pool.take(endpoint, null, deadline());
        }

        /** Waits until the pool has closed a connection. */
        void awaitEnd(int index) throws IOException {
            Socket socket = accepted.get(index);
            socket.setSoTimeout(20_000);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }

        void close() throws IOException {
            for (Socket each : accepted) {
                each.close();
            }
            listener.close();
        }
    }

    private static Deadline deadline() {
        return Deadline.unwatched(Duration.ofSeconds(20), "the test");
    }

    @Nested
    class IdleConnections {

        @Test
        void areReusedStartingWithTheMostRecentlyUsed() throws Exception {
            Server server = new Server();
            List<HttpConnection> connections = server.connect(3);
            connections.forEach(HttpConnection::giveBack);

            assertThat(List.of(server.take(), server.take(), server.take()))
                    .containsExactly(connections.get(2), connections.get(1), connections.get(0));
        }

        @Test
        void areNotReusedIfTheServerHasClosedThem() throws Exception {
            Server server = new Server();
            List<HttpConnection> connections = server.connect(2);
            connections.forEach(HttpConnection::giveBack);
            server.accepted.get(1).close();

            assertThat(server.take()).isSameAs(connections.get(0));
        }

        @Test
        void belongToOneServer() throws Exception {
            Server one = new Server();
            Server other = new Server();
            HttpConnection connection = one.connect();
            connection.giveBack();

            assertThat(other.take()).isNotSameAs(connection);
            assertThat(one.take()).isSameAs(connection);
        }
    }

    @Nested
    class AfterAChangeOfTheProxy {

        @Test
        void connectionsOfTheOldWayAreClosed() throws Exception {
            Server server = new Server();
            HttpConnection direct = server.connect();
            direct.giveBack();
            Server proxy = new Server();
            connector.proxy(HttpProxy.at("localhost", proxy.listener.getLocalPort()));

            HttpConnection proxied = server.take();

            assertThat(proxied).isNotSameAs(direct);
            assertThat(proxied.connection().forwarded()).isTrue();
            server.awaitEnd(0);
        }

        @Test
        void connectionsThatWereInUseAreClosedToo() throws Exception {
            Server server = new Server();
            HttpConnection direct = server.connect();
            Server proxy = new Server();
            connector.proxy(HttpProxy.at("localhost", proxy.listener.getLocalPort()));
            direct.giveBack();

            assertThat(server.take().connection().forwarded()).isTrue();
            server.awaitEnd(0);
        }

        @Test
        void connectionsStayIfTheChangeDoesNotConcernTheirServer() throws Exception {
            Server server = new Server();
            HttpConnection direct = server.connect();
            direct.giveBack();
            connector.proxy(HttpProxy.at("localhost", 3128).except("localhost"));

            assertThat(server.take()).isSameAs(direct);
        }
    }

    @Nested
    class ConnectionsThatHaveBeenIdleLongest {

        @Test
        void areClosedIfOneServerHasTooMany() throws Exception {
            Server server = new Server();
            List<HttpConnection> connections = server.connect(PER_SERVER + 1);
            connections.forEach(HttpConnection::giveBack);

            server.awaitEnd(0);
            for (int i = PER_SERVER; i > 0; i--) {
                assertThat(server.take()).isSameAs(connections.get(i));
            }
            assertThat(server.take()).isNotIn(connections);
        }

        @Test
        void areClosedIfAllServersTogetherHaveTooMany() throws Exception {
            int each = TOTAL / 5 + 1;
            List<HttpConnection> first = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                List<HttpConnection> connections = new Server().connect(each);
                connections.forEach(HttpConnection::giveBack);
                first = first.isEmpty() ? connections : first;
            }
            int tooMany = 5 * each - TOTAL;

            Server oldest = servers.get(0);
            for (int i = 0; i < tooMany; i++) {
                oldest.awaitEnd(i);
            }
            for (int i = each - 1; i >= tooMany; i--) {
                assertThat(oldest.take()).isSameAs(first.get(i));
            }
            assertThat(oldest.take()).isNotIn(first);
        }
    }

    @Nested
    class AfterThePoolHasBeenClosed {

        @Test
        void aReturnedConnectionIsClosed() throws Exception {
            Server server = new Server();
            HttpConnection connection = server.connect();
            pool.close();
            connection.giveBack();

            server.awaitEnd(0);
        }
    }
}
