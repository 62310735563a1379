package io.callout4j.benchmarks.speed;

import java.nio.charset.StandardCharsets;

/** The requests and responses, the same for all clients that do not create their own. */
final class Payloads {

    private static final String BEGIN =
            "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body><orderResponse xmlns=\""
                    + Order.NS + "\">";
    private static final String END = "</orderResponse></soap:Body></soap:Envelope>";

    private Payloads() {}

    private static String line(int number) {
        return "<line><article>A-" + (100_000 + number) + "</article><quantity>" + (number % 1000 + 1)
                + "</quantity><note>to be delivered by Monday</note></line>";
    }

    /** An envelope of about the given size. */
    static byte[] envelope(int bytes) {
        StringBuilder envelope = new StringBuilder(bytes + 200).append(BEGIN);
        for (int i = 0; envelope.length() + END.length() < bytes - 60; i++) {
            envelope.append(line(i));
        }
        return envelope.append(END).toString().getBytes(StandardCharsets.UTF_8);
    }

    /** An HTTP response with such an envelope. */
    static byte[] http(int bytes) {
        byte[] body = envelope(bytes);
        byte[] head = ("HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=UTF-8\r\nContent-Length: " + body.length
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    /** A request body of 1 KB, for clients without SOAP. */
    static byte[] requestBody() {
        return new String(envelope(1_024), StandardCharsets.UTF_8)
                .replace("orderResponse", "order")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The complete request. */
    static byte[] request() {
        byte[] body = requestBody();
        byte[] head =
                ("POST /1024 HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml; charset=UTF-8\r\nSOAPAction: \"urn:order\"\r\n"
                                + "Content-Length: " + body.length + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }
}
