package io.callout4j.diagnosis;

import java.util.function.Consumer;

/**
 * Finds out why a callout over mutual TLS fails, or whether it would succeed, by connecting in several ways and watching.
 *
 * <pre>{@code
 * Diagnosis diagnosis = Doctor.examine(callouts.examination(request));
 * diagnosis.findings().forEach(finding -> System.out.println(finding.code() + ": " + finding.summary()));
 * }</pre>
 *
 * <p>By default nothing is sent after the handshake but one GET without a body (a second one by TLS 1.2 where an application refuses a caller
 * whom TLS 1.3 asked for no certificate). Nothing is posted unless {@link Examination#posting} says so, and then exactly once. Certificates are
 * verified throughout; nothing is weakened to see more.
 *
 * <p>Stateless and thread-safe.
 */
public final class Doctor {

    private Doctor() {}

    /**
     * Examines.
     *
     * @param examination what
     * @return what was found out; what happens on the network is in it and never thrown
     * @throws io.callout4j.error.CalloutConfigurationException where there is no transport on the class path
     */
    public static Diagnosis examine(Examination examination) {
        return examine(examination, step -> {});
    }

    /**
     * Examines, and tells what it does meanwhile.
     *
     * @param examination what
     * @param progress is told of each step before it is taken, in a few words, in the calling thread
     * @return what was found out; what happens on the network is in it and never thrown
     * @throws io.callout4j.error.CalloutConfigurationException where there is no transport on the class path
     */
    public static Diagnosis examine(Examination examination, Consumer<String> progress) {
        try (Prober prober = new Prober(examination, progress)) {
            return new Examiner(examination, prober).diagnosis();
        }
    }
}
