package consumer;

import io.callout4j.CalloutStub;
import io.callout4j.Callouts;
import io.callout4j.WebServiceCallout;
import io.callout4j.identity.KeyStoreEntry;
import io.callout4j.request.Operation;
import io.callout4j.trust.ServerTrust;
import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlElement;
import java.nio.file.Path;
import javax.xml.namespace.QName;

/** A program on the module path: a stub, a bean, a named certificate, mutual TLS. */
final class Main {

    private static final String NS = "urn:example:status";

    @XmlAccessorType(XmlAccessType.FIELD)
    static final class Update {
        @XmlElement(namespace = NS)
        String status;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static final class Updated {
        @XmlElement(namespace = NS)
        String result;
    }

    static final class Port extends CalloutStub {
        Port(Callouts callouts) {
            super(callouts);
        }

        String update(String status) {
            Update update = new Update();
            update.status = status;
            Operation operation = Operation.of(
                    "urn:updateStatus", new QName(NS, "updateStatus"), new QName(NS, "updateStatusResponse"));
            return WebServiceCallout.invoke(this, operation, update, Updated.class).result;
        }
    }

    /** Arguments: the endpoint, the server's root, the client's key store and its password. */
    public static void main(String[] args) {
        try (Callouts callouts = Callouts.builder()
                .trust(ServerTrust.pem(Path.of(args[1])))
                .certificate("Alice", KeyStoreEntry.of(Path.of(args[2]), args[3].toCharArray()))
                .build()) {
            Port port = new Port(callouts);
            port.endpoint_x = args[0];
            port.clientCertName_x = "Alice";
            System.out.println(Main.class.getModule() + " was seen as " + port.update("away"));
        }
    }
}
