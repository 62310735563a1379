package io.callout4j.benchmarks.speed;

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

/** One call: a request of 1 KB, an answer of as many bytes as asked for. */
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SmallCall {

    /** Made by JMH. */
    public SmallCall() {}

    /** What all threads share. */
    @State(Scope.Benchmark)
    public static class Client {

        /** Who calls. */
        @Param({"BARE_SOCKET"})
        public String client = "";

        /** The size of the answer. */
        @Param({"1024"})
        public int bytes;

        Clients.@Nullable Shared shared;

        /** Made by JMH. */
        public Client() {}

        /**
         * Opens it.
         *
         * @throws Exception where it cannot
         */
        @Setup(Level.Trial)
        public void open() throws Exception {
            shared = Clients.valueOf(client).open(Target.ofProperties(), bytes);
        }

        /**
         * Closes it.
         *
         * @throws Exception where it cannot
         */
        @TearDown(Level.Trial)
        public void close() throws Exception {
            if (shared != null) {
                shared.close();
            }
        }
    }

    /** What a thread has for itself. */
    @State(Scope.Thread)
    public static class Caller {

        Clients.@Nullable Call call;

        /** Made by JMH. */
        public Caller() {}

        /**
         * Takes a call.
         *
         * @param client from here
         * @throws Exception where it cannot
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
     * Calls.
     *
     * @param caller the thread's own
     * @return what came back
     * @throws Exception where it failed
     */
    @Benchmark
    public @Nullable Object call(Caller caller) throws Exception {
        return caller.call == null ? null : caller.call.call();
    }
}
