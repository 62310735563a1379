package io.callout4j.benchmarks.speed;

import io.callout4j.Callouts;
import io.callout4j.request.CalloutRequest;
import io.callout4j.request.Operation;
import io.callout4j.trust.ServerTrust;
import java.util.Locale;
import javax.xml.namespace.QName;

/**
 * A thousand identities in one runtime: how much heap each one uses when idle, how many threads there are, and whether lookup slows down.
 * The full {@link SpeedTable} runs it.
 */
public final class ManyIdentities {

    static final int IDENTITIES = 1_000;
    private static final Operation ORDER =
            Operation.of("urn:order", new QName(Order.NS, "order"), new QName(Order.NS, "orderResponse"));

    private ManyIdentities() {}

    /**
     * Measures and prints.
     *
     * @param args unused
     * @throws Exception if measuring fails
     */
    public static void main(String[] args) throws Exception {
        Target target = Target.ofProperties();
        var builder = Callouts.builder()
                .certificates(target.credentials().file("many"), Credentials.PASSWORD)
                .trust(ServerTrust.keyStore(target.credentials().file("trust.p12"), Credentials.PASSWORD));
        long empty = heap();
        try (Callouts callouts = builder.build()) {
            call(callouts, target, 0);
            long opened = heap();
            long begin = System.nanoTime();
            for (int i = 0; i < IDENTITIES; i++) {
                call(callouts, target, i);
            }
            double each = (System.nanoTime() - begin) / 1e6 / IDENTITIES;
            long idle = heap();
            System.out.printf(
                    Locale.ROOT,
                    "%d identities: %d KB each once opened, %d KB each after a callout (256 of them with a connection), %d threads,"
                            + " %.1f ms for each first callout%n",
                    IDENTITIES,
                    (opened - empty) / 1024 / IDENTITIES,
                    (idle - empty) / 1024 / IDENTITIES,
                    Thread.activeCount(),
                    each);
        }
    }

    private static void call(Callouts callouts, Target target, int number) {
        callouts.send(CalloutRequest.builder(target.url(1_024), ORDER, Order.of(7))
                .certificateName("client" + number)
                .responseType(OrderResponse.class)
                .build());
    }

    /** The used heap after garbage collection, in bytes. */
    static long heap() throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            System.gc();
            Thread.sleep(100);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
