package io.callout4j.diagnosis;

import java.util.function.Consumer;

/**
 * Finds out why a callout over mutual TLS fails, or whether it would succeed, by connecting in several ways and observing what happens.
 *
 * <pre>{@code
 * Diagnosis diagnosis = Doctor.examine(callouts.examination(request));
 * diagnosis.findings().forEach(finding -> System.out.println(finding.code() + ": " + finding.summary()));
 * }</pre>
 *
 * <p>By default only one GET without a body is sent after the handshake, and a second one over TLS 1.2 if the application rejects a caller
 * that was not asked for a certificate under TLS 1.3. Nothing is posted unless {@link Examination#posting} was called, and then exactly
 * once. Certificates are always verified; no check is weakened to see more.
 *
 * <p>Stateless and thread-safe.
 */
public final class Doctor {

    private Doctor() {}

    /**
     * Runs an examination.
     *
     * @param examination what to examine
     * @return the result, including network errors, which are never thrown
     * @throws io.callout4j.error.CalloutConfigurationException if there is no SOAP codec on the class path
     */
    public static Diagnosis examine(Examination examination) {
        return examine(examination, step -> {});
    }

    /**
     * Runs an examination, and reports its progress.
     *
     * @param examination what to examine
     * @param progress receives a short description of each step before it starts, in the calling thread
     * @return the result, including network errors, which are never thrown
     * @throws io.callout4j.error.CalloutConfigurationException if there is no SOAP codec on the class path
     */
    public static Diagnosis examine(Examination examination, Consumer<String> progress) {
        try (Prober prober = new Prober(examination, progress)) {
            return new Examiner(examination, prober).diagnosis();
        }
    }
}
