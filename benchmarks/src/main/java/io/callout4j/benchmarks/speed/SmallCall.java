package io.callout4j.benchmarks.speed;

import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

/** One call: a request of 1 KB, a response of the configured size. */
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SmallCall {

    private static final CompilationMXBean COMPILERS = ManagementFactory.getCompilationMXBean();
    private static final int QUIET_SECONDS = 2;
    private static final int QUIET_MILLIS = 50;
    private static final int MAX_SECONDS = 40;

    /** Whether the JVM is warm; it measures more than once. */
    private static volatile boolean warm;

    /** Created by JMH. */
    public SmallCall() {}

    /** What all threads share. */
    @State(Scope.Benchmark)
    public static class Client {

        /** The client. */
        @Param({"BARE_SOCKET"})
        public String client = "";

        /** The size of the response. */
        @Param({"1024"})
        public int bytes;

        Clients.@Nullable Shared shared;

        /** Created by JMH. */
        public Client() {}

        /**
         * Opens the client, and calls on one thread until the JVM's compilers have been idle for a while: 16 threads on few cores would
         * leave them too little time.
         *
         * @param run from JMH
         * @throws Exception if it fails
         */
        @Setup(Level.Trial)
        public void open(BenchmarkParams run) throws Exception {
            shared = Clients.valueOf(client).open(Target.ofProperties(), bytes);
            if (!warm) {
                warmUp(shared.forThread());
                warm = true;
            }
            if (run.getThreads() > 1) {
                Turns.awaitTurn();
            }
        }

        private static void warmUp(Clients.Call call) throws Exception {
            int quiet = 0;
            for (int second = 0; quiet < QUIET_SECONDS && second < MAX_SECONDS; second++) {
                long compiled = COMPILERS.getTotalCompilationTime();
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
                while (System.nanoTime() - end < 0) {
                    call.call();
                }
                quiet = COMPILERS.getTotalCompilationTime() - compiled < QUIET_MILLIS ? quiet + 1 : 0;
            }
        }

        /**
         * One thread is measured in many turns, several threads in one, because JMH needs time to start them all.
         *
         * @param run from JMH
         * @throws IOException if the process that gives turns has ended
         */
        @Setup(Level.Iteration)
        public void await(BenchmarkParams run) throws IOException {
            if (run.getThreads() == 1) {
                Turns.awaitTurn();
            }
        }

        /**
         * Closes the client.
         *
         * @throws Exception if it fails
         */
        @TearDown(Level.Trial)
        public void close() throws Exception {
            if (shared != null) {
                shared.close();
            }
        }
    }

    /** The state of one thread. */
    @State(Scope.Thread)
    public static class Caller {

        Clients.@Nullable Call call;

        /** Created by JMH. */
        public Caller() {}

        /**
         * Creates the thread's call.
         *
         * @param client the shared client
         * @throws Exception if it fails
         */
        @Setup(Level.Trial)
        public void take(Client client) throws Exception {
            if (client.shared == null) {
                throw new IllegalStateException("The client is not open.");
            }
            call = client.shared.forThread();
        }
    }

    /**
     * Makes a call.
     *
     * @param caller the thread's state
     * @return the response
     * @throws Exception if it fails
     */
    @Benchmark
    public @Nullable Object call(Caller caller) throws Exception {
        return caller.call == null ? null : caller.call.call();
    }
}
