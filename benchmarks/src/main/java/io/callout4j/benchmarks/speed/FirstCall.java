package io.callout4j.benchmarks.speed;

/** The main class of a JVM that makes one call, to measure a cold start. */
public final class FirstCall {

    private FirstCall() {}

    /**
     * Makes the call.
     *
     * @param args the client's name
     * @throws Exception if the call fails
     */
    public static void main(String[] args) throws Exception {
        try (Clients.Shared shared = Clients.valueOf(args[0]).open(Target.ofProperties(), 1_024)) {
            if (shared.forThread().call() == null) {
                throw new IllegalStateException("The call returned nothing.");
            }
        }
        // Otherwise the threads of some clients would keep the process running.
        Runtime.getRuntime().halt(0);
    }
}
