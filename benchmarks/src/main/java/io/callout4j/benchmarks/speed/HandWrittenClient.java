package io.callout4j.benchmarks.speed;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.ctc.wstx.stax.WstxInputFactory;
import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBException;
import jakarta.xml.bind.Marshaller;
import jakarta.xml.bind.Unmarshaller;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Locale;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The fastest possible client with JAXB: one socket per thread, envelope and HTTP as constants around the beans, no checks, deadlines or
 * limits, and everything possible is reused.
 */
final class HandWrittenClient implements Clients.Call {

    private static final byte[] BEFORE =
            "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body>".getBytes(UTF_8);
    private static final byte[] AFTER = "</soap:Body></soap:Envelope>".getBytes(UTF_8);
    private static final XMLInputFactory XML = new WstxInputFactory();

    private final String head;
    private final OutputStream out;
    private final InputStream in;
    private final Marshaller marshaller;
    private final Unmarshaller unmarshaller;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(4_000);
    private final Order order = Order.of(7);

    HandWrittenClient(Socket socket, String target, JAXBContext context) throws IOException, JAXBException {
        head = "POST " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml; charset=UTF-8\r\n"
                + "SOAPAction: \"urn:order\"\r\nContent-Length: ";
        out = socket.getOutputStream();
        in = new BufferedInputStream(socket.getInputStream());
        marshaller = context.createMarshaller();
        marshaller.setProperty(Marshaller.JAXB_FRAGMENT, true);
        unmarshaller = context.createUnmarshaller();
    }

    @Override
    public Object call() throws IOException, JAXBException, XMLStreamException {
        body.reset();
        body.write(BEFORE);
        marshaller.marshal(order, body);
        body.write(AFTER);
        ByteArrayOutputStream request = new ByteArrayOutputStream(4_000);
        request.write((head + body.size() + "\r\n\r\n").getBytes(US_ASCII));
        body.writeTo(request);
        request.writeTo(out);

        int length = 0;
        for (String line = OrderServer.line(in); !line.isEmpty(); line = OrderServer.line(in)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        XMLStreamReader reader = XML.createXMLStreamReader(new ByteArrayInputStream(in.readNBytes(length)), "UTF-8");
        while (!reader.isStartElement() || !reader.getLocalName().equals("orderResponse")) {
            reader.next();
        }
        Object response = unmarshaller.unmarshal(reader, OrderResponse.class).getValue();
        reader.close();
        return response;
    }
}
