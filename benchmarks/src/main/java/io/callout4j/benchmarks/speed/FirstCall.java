package io.callout4j.benchmarks.speed;

/** A JVM that makes one call and ends: what a cold start takes. */
public final class FirstCall {

    private FirstCall() {}

    /**
     * Makes it.
     *
     * @param args the client's name
     * @throws Exception if it failed
     */
    public static void main(String[] args) throws Exception {
        try (Clients.Shared shared = Clients.valueOf(args[0]).open(Target.ofProperties(), 1_024)) {
            if (shared.forThread().call() == null) {
                throw new IllegalStateException("nothing came back");
            }
        }
        // Clients that keep threads would keep the process.
        Runtime.getRuntime().halt(0);
    }
}
