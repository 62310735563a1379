package io.callout4j.cxf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.callout4j.CalloutResponse;
import io.callout4j.Callouts;
import io.callout4j.error.CalloutPhase;
import io.callout4j.error.CalloutTimeoutException;
import io.callout4j.request.CalloutRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Opening a certificate is a part of the callout: it ends at the deadline, and when the callout is canceled. */
@Timeout(60)
class OpeningTest {

    private static final Duration TIMEOUT = Duration.ofMillis(500);

    /** What the wait may take on a busy machine; to open the file takes longer on any. */
    private static final Duration LATEST = Duration.ofSeconds(4);

    /** Within the limit for one encoding of the password, but it takes several seconds. */
    private static final String COSTLY = costly();

    private static String costly() {
        byte[] salt = {1, 2, 3, 4, 5, 6, 7, 8};
        var prf = new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA512, DERNull.INSTANCE);
        var derivation =
                new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBKDF2, new PBKDF2Params(salt, 5_000_000, 64, prf));
        var pbmac1 = new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBMAC1, sequence(derivation, prf));
        var mac = sequence(new DigestInfo(pbmac1, new byte[64]), new DEROctetString(salt), new ASN1Integer(1));
        var content = new DERTaggedObject(true, 0, new DEROctetString(new byte[] {0x30, 0}));
        try {
            byte[] file = sequence(new ASN1Integer(3), sequence(PKCSObjectIdentifiers.data, content), mac)
                    .getEncoded();
            return Base64.getEncoder().encodeToString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DERSequence sequence(ASN1Encodable... elements) {
        return new DERSequence(elements);
    }

    private static CalloutRequest request(Duration timeout) {
        return CalloutRequest.builder("https://localhost:1/", StatusService.UPDATE, "<a/>")
                .certificate(COSTLY, "secret")
                .timeout(timeout)
                .build();
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void endsAtTheDeadlineOfTheCallout() {
        try (Callouts callouts = Pki.callouts().build()) {
            long start = System.nanoTime();
            CalloutTimeoutException thrown =
                    catchThrowableOfType(CalloutTimeoutException.class, () -> callouts.send(request(TIMEOUT)));

            assertThat(since(start)).isBetween(TIMEOUT.minusMillis(50), LATEST);
            assertThat(thrown.phase()).isEqualTo(CalloutPhase.RESOLVE);
            assertThat(thrown)
                    .hasMessage("IO Exception: Read timed out: https://localhost:1/ did not finish within 500 ms"
                            + " (phase resolve): the client certificate was still being opened."
                            + " Set timeout_x higher (1 to 120000 ms) if the service needs longer.");
        }
    }

    @Test
    void endsAtTheDeadlinesOfAllThatWaitForIt() {
        try (Callouts callouts = Pki.callouts().build()) {
            long start = System.nanoTime();
            List<CompletableFuture<CalloutResponse>> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                all.add(callouts.sendAsync(request(TIMEOUT)));
            }
            assertThat(all).allSatisfy(each -> assertThat(each)
                    .failsWithin(30, TimeUnit.SECONDS)
                    .withThrowableThat()
                    .withCauseInstanceOf(CalloutTimeoutException.class));
            assertThat(since(start)).isLessThan(LATEST);
        }
    }

    @Test
    void endsWhenTheCalloutIsCanceled() {
        Callouts callouts = Pki.callouts().build();
        CompletableFuture<CalloutResponse> pending = callouts.sendAsync(request(Duration.ofSeconds(60)));
        pending.cancel(true);
        long start = System.nanoTime();
        callouts.close();

        assertThat(since(start)).isLessThan(LATEST);
        assertThat(pending).isCancelled();
    }

    @Test
    void endsAtItsDeadlineWhileTheRuntimeIsClosed() {
        Callouts callouts = Pki.callouts().build();
        CompletableFuture<CalloutResponse> pending = callouts.sendAsync(request(TIMEOUT));
        long start = System.nanoTime();
        callouts.close();

        assertThat(since(start)).isLessThan(LATEST);
        // The runtime does not wait until the future has completed, so that what is chained to it may close the
        // runtime.
        assertThat(pending)
                .failsWithin(30, TimeUnit.SECONDS)
                .withThrowableThat()
                .withCauseInstanceOf(CalloutTimeoutException.class);
    }
}
