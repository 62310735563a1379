package io.callout4j.internal.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callout4j.error.CalloutTimeoutException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Names whose DNS server does not respond affect only callouts that need them. */
@Timeout(60)
class HostLookupTest {

    private static final InetAddress[] FOUND = {InetAddress.getLoopbackAddress()};

    private final CountDownLatch dns = new CountDownLatch(1);
    private final AtomicInteger hanging = new AtomicInteger();
    private final HostLookup lookup = new HostLookup(this::resolve);
    private final List<Thread> callers = new ArrayList<>();

    private InetAddress[] resolve(String host) throws UnknownHostException {
        if (host.startsWith("missing")) {
            throw new UnknownHostException(host + ": Name or service not known");
        }
        if (host.startsWith("hanging")) {
            hanging.incrementAndGet();
            try {
                dns.await();
            } catch (InterruptedException e) {
                // Real lookups cannot be interrupted.
            }
        }
        return FOUND;
    }

    private static Deadline deadline(Duration timeout) {
        return Deadline.unwatched(timeout, "the test");
    }

    private void lookUpInBackground(String host) {
        Thread caller = new Thread(() -> {
            try {
                lookup.addresses(host, deadline(Duration.ofSeconds(50)));
            } catch (UnknownHostException | RuntimeException e) {
                // The test ends before the deadline.
            }
        });
        caller.start();
        callers.add(caller);
    }

    private void awaitHanging(int count) {
        while (hanging.get() < count) {
            Thread.onSpinWait();
        }
    }

    @AfterEach
    void end() throws InterruptedException {
        dns.countDown();
        for (Thread caller : callers) {
            caller.join();
        }
        lookup.close();
    }

    @Test
    void doNotDelayOtherNames() throws Exception {
        for (int i = 0; i < 100; i++) {
            lookUpInBackground("hanging" + i);
        }
        awaitHanging(100);

        assertThat(lookup.addresses("fine.example.com", deadline(Duration.ofSeconds(30))))
                .isEqualTo(FOUND);
    }

    @Test
    void occupyOneThreadHoweverManyCalloutsNeedThem() throws Exception {
        for (int i = 0; i < 2 * HostLookup.MAX_RUNNING; i++) {
            lookUpInBackground("hanging");
        }
        awaitHanging(1);

        assertThat(lookup.addresses("fine.example.com", deadline(Duration.ofSeconds(30))))
                .isEqualTo(FOUND);
        assertThat(hanging).hasValue(1);
    }

    @Test
    void failOtherNamesImmediatelyIfThereAreTooMany() throws Exception {
        for (int i = 0; i < HostLookup.MAX_RUNNING; i++) {
            lookUpInBackground("hanging" + i);
        }
        awaitHanging(HostLookup.MAX_RUNNING);

        assertThatThrownBy(() -> lookup.addresses("fine.example.com", deadline(Duration.ofSeconds(30))))
                .isInstanceOf(UnknownHostException.class)
                .hasMessage("fine.example.com could not be looked up: lookups of 256 other names are still waiting for"
                        + " DNS");
        assertThat(lookup.addresses("127.0.0.1", deadline(Duration.ofSeconds(30))))
                .containsExactly(InetAddress.getByName("127.0.0.1"));
    }

    @Test
    void endAtTheDeadline() {
        assertThatThrownBy(() -> lookup.addresses("hanging", deadline(Duration.ofMillis(50))))
                .isInstanceOf(CalloutTimeoutException.class);
    }

    @Test
    void areDistinguishedFromNamesThatDoNotExist() {
        assertThatThrownBy(() -> lookup.addresses("missing.example.com", deadline(Duration.ofSeconds(30))))
                .isInstanceOf(UnknownHostException.class)
                .hasMessage("missing.example.com: Name or service not known");
    }
}
