package io.callout4j.internal.soap;

import io.callout4j.internal.libraries.BouncyCastle;
import io.callout4j.spi.SoapCodecProvider;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Preloads the classes that every runtime needs in a separate thread, while the program configures one: Bouncy Castle's jar is signed, and
 * verifying it takes as long as opening a certificate; a SOAP codec has hundreds of classes. Runs once per JVM. Errors are ignored here,
 * because they will recur where the classes are used.
 */
public final class WarmUp {

    private static final AtomicBoolean STARTED = new AtomicBoolean();

    private WarmUp() {}

    /** Starts the thread, unless it has already been started. */
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
            var unusedProblem = BouncyCastle.problem();
            SoapCodecProvider.installed().prepare();
        } catch (ClassNotFoundException | RuntimeException | LinkageError e) {
            // The classes are not needed yet.
        }
    }
}
