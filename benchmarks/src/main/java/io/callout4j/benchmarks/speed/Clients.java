package io.callout4j.benchmarks.speed;

import com.ctc.wstx.stax.WstxInputFactory;
import com.sun.xml.ws.spi.ProviderImpl;
import io.callout4j.CalloutStub;
import io.callout4j.Callouts;
import io.callout4j.WebServiceCallout;
import io.callout4j.identity.KeyStoreEntry;
import io.callout4j.request.Operation;
import io.callout4j.trust.ServerTrust;
import jakarta.xml.bind.JAXBContext;
import jakarta.xml.ws.BindingProvider;
import jakarta.xml.ws.Service;
import jakarta.xml.ws.spi.ServiceDelegate;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocket;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamReader;
import org.apache.cxf.configuration.jsse.TLSClientParameters;
import org.apache.cxf.frontend.ClientProxy;
import org.apache.cxf.jaxws.JaxWsProxyFactoryBean;
import org.apache.cxf.transport.http.HTTPConduit;

/** The clients that are compared: what a thread does to make a call. */
enum Clients {
    /** Fixed bytes on one socket per thread: nothing can be faster. */
    BARE_SOCKET("bare SSLSocket"),
    /** JAXB beans on such a socket, everything else written by hand: the limit for every client that uses JAXB. */
    BY_HAND("JAXB by hand on an SSLSocket"),
    /** The JDK's client with fixed bytes: HTTP without SOAP. */
    JDK_CLIENT("java.net.http.HttpClient, no SOAP"),
    /** Plain CXF with its defaults. */
    CXF_DEFAULT("CXF, default conduit"),
    /** Plain CXF on HttpURLConnection. */
    CXF_URL_CONNECTION("CXF, URLConnection conduit"),
    /** Metro with the same port. */
    METRO("Metro"),
    /** Plain CXF on HttpURLConnection, tuned: by default that keeps at most five idle connections and repeats the handshake for others. */
    CXF_URL_CONNECTION_64("CXF, URLConnection conduit, http.maxConnections=64"),
    /** Metro, tuned in the same way. */
    METRO_64("Metro, http.maxConnections=64"),
    /** callout4j, with a WSDL2Apex-style stub and a named certificate. */
    CALLOUT4J("callout4j"),
    /** callout4j, with clientCert_x set as text for each call. */
    CALLOUT4J_INLINE("callout4j, inline text"),
    /** No client: the time that JAXB needs to read the response. */
    JAXB_ALONE("JAXB alone");

    final String title;

    Clients(String title) {
        this.title = title;
    }

    /** The clients that are compared with small calls; the full form includes the tuned ones. */
    static List<Clients> forSmallCalls(boolean full) {
        return Arrays.stream(values())
                .filter(client -> client != JAXB_ALONE && (full || !client.tuned()))
                .toList();
    }

    /** Whether it needs the system property {@code http.maxConnections}. */
    boolean tuned() {
        return this == CXF_URL_CONNECTION_64 || this == METRO_64;
    }

    /** Makes a call and returns the response. */
    interface Call {
        Object call() throws Exception;
    }

    /** What all threads share; it creates a call for each thread. */
    interface Shared extends AutoCloseable {
        Call forThread() throws Exception;

        @Override
        default void close() {}
    }

    Shared open(Target target, int bytes) throws Exception {
        return switch (this) {
            case BARE_SOCKET -> () -> bareSocket(target, bytes);
            case BY_HAND -> byHand(target, bytes);
            case JDK_CLIENT -> jdkClient(target, bytes);
            case CXF_DEFAULT -> cxf(target, bytes, false);
            case CXF_URL_CONNECTION, CXF_URL_CONNECTION_64 -> cxf(target, bytes, true);
            case METRO, METRO_64 -> metro(target, bytes);
            case JAXB_ALONE -> jaxb(bytes);
            case CALLOUT4J -> callouts(target, bytes, null);
            case CALLOUT4J_INLINE -> {
                byte[] file =
                        java.nio.file.Files.readAllBytes(target.credentials().file("client.p12"));
                String text = java.util.Base64.getMimeEncoder().encodeToString(file);
                // A new String each time, as if it came from a field or a setting.
                yield callouts(target, bytes, () -> new String(text));
            }
        };
    }

    private static Call bareSocket(Target target, int bytes) throws Exception {
        SSLSocket socket = socket(target);
        OutputStream out = socket.getOutputStream();
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] request = new String(Payloads.request(), java.nio.charset.StandardCharsets.UTF_8)
                .replace("/1024 ", "/" + bytes + " ")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        byte[] response = new byte[Payloads.http(bytes).length];
        return () -> {
            out.write(request);
            in.readFully(response);
            return response;
        };
    }

    private static SSLSocket socket(Target target) throws Exception {
        SSLSocket socket = (SSLSocket)
                target.credentials().context("client.p12").getSocketFactory().createSocket("localhost", target.port());
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static Shared byHand(Target target, int bytes) throws Exception {
        JAXBContext context = JAXBContext.newInstance(Order.class, OrderResponse.class);
        return () -> new HandWrittenClient(socket(target), "/" + bytes, context);
    }

    private static Shared jdkClient(Target target, int bytes) throws Exception {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(target.credentials().context("client.p12"))
                .build();
        byte[] body = Payloads.requestBody();
        HttpRequest request = HttpRequest.newBuilder(URI.create(target.url(bytes)))
                .header("Content-Type", "text/xml; charset=UTF-8")
                .header("SOAPAction", "\"urn:order\"")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return () -> () ->
                client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
    }

    private static Shared jaxb(int bytes) throws Exception {
        byte[] envelope = Payloads.envelope(bytes);
        JAXBContext context = JAXBContext.newInstance(OrderResponse.class);
        XMLInputFactory factory = new WstxInputFactory();
        return () -> () -> {
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(envelope), "UTF-8");
            while (!reader.isStartElement() || !reader.getLocalName().equals("orderResponse")) {
                reader.next();
            }
            Object value = context.createUnmarshaller().unmarshal(reader, OrderResponse.class);
            reader.close();
            return value;
        };
    }

    private static Shared cxf(Target target, int bytes, boolean urlConnection) throws Exception {
        JaxWsProxyFactoryBean factory = new JaxWsProxyFactoryBean();
        factory.setServiceClass(OrderPort.class);
        factory.setAddress(target.url(bytes));
        OrderPort port = (OrderPort) factory.create();
        var client = ClientProxy.getClient(port);
        if (urlConnection) {
            client.getBus().setProperty("force.urlconnection.http.conduit", true);
        }
        HTTPConduit conduit = (HTTPConduit) client.getConduit();
        TLSClientParameters tls = new TLSClientParameters();
        tls.setKeyManagers(target.credentials().keys("client.p12").getKeyManagers());
        tls.setTrustManagers(target.credentials().trust().getTrustManagers());
        conduit.setTlsClientParameters(tls);
        Order order = Order.of(7);
        return () -> () -> port.order(order);
    }

    private static Shared metro(Target target, int bytes) throws Exception {
        URL wsdl = Clients.class.getResource("orders.wsdl");
        ServiceDelegate service =
                new ProviderImpl().createServiceDelegate(wsdl, new QName(Order.NS, "Orders"), Service.class);
        var factory = target.credentials().context("client.p12").getSocketFactory();
        Order order = Order.of(7);
        return () -> {
            OrderPort port = service.getPort(new QName(Order.NS, "OrdersPort"), OrderPort.class);
            Map<String, Object> context = ((BindingProvider) port).getRequestContext();
            context.put(BindingProvider.ENDPOINT_ADDRESS_PROPERTY, target.url(bytes));
            context.put("com.sun.xml.ws.transport.https.client.SSLSocketFactory", factory);
            return () -> port.order(order);
        };
    }

    /** A stub as it would be written. */
    static final class OrderStub extends CalloutStub {
        private static final Operation ORDER =
                Operation.of("urn:order", new QName(Order.NS, "order"), new QName(Order.NS, "orderResponse"));

        OrderStub(Callouts callouts) {
            super(callouts);
        }

        OrderResponse order(Order order) {
            return Objects.requireNonNull(WebServiceCallout.invoke(this, ORDER, order, OrderResponse.class));
        }
    }

    private static Shared callouts(Target target, int bytes, @org.jspecify.annotations.Nullable Supplier<String> inline)
            throws IOException {
        Callouts callouts = Callouts.builder()
                .certificate("Client", KeyStoreEntry.of(target.credentials().file("client.p12"), Credentials.PASSWORD))
                .trust(ServerTrust.keyStore(target.credentials().file("trust.p12"), Credentials.PASSWORD))
                .build();
        Order order = Order.of(7);
        return new Shared() {
            @Override
            public Call forThread() {
                OrderStub stub = new OrderStub(callouts);
                stub.endpoint_x = target.url(bytes);
                if (inline == null) {
                    stub.clientCertName_x = "Client";
                    return () -> stub.order(order);
                }
                return () -> {
                    stub.clientCert_x = inline.get();
                    stub.clientCertPasswd_x = new String(Credentials.PASSWORD);
                    return stub.order(order);
                };
            }

            @Override
            public void close() {
                callouts.close();
            }
        };
    }
}
