package io.callout4j.internal.soap;

import io.callout4j.spi.SoapCodecProvider;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Has the classes that every runtime needs loaded in a thread of its own, while the program sets one up: Bouncy Castle's jar is signed, and
 * verifying it takes as long as opening a certificate; a SOAP codec has hundreds of classes. Once in a JVM. What goes wrong here will be told
 * where it matters.
 */
public final class WarmUp {

    private static final AtomicBoolean STARTED = new AtomicBoolean();

    private WarmUp() {}

    /** Starts the thread, unless it has been started before. */
    public static void start() {
        if (!STARTED.get() && STARTED.compareAndSet(false, true)) {
            Thread thread = new Thread(WarmUp::run, "callout4j-warm-up");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void run() {
        try {
            var unused = Class.forName("org.bouncycastle.asn1.ASN1Sequence");
            SoapCodecProvider.installed().prepare();
        } catch (ClassNotFoundException | RuntimeException | LinkageError e) {
            // Nobody has asked for anything yet.
        }
    }
}
