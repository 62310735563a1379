package io.callout4j.benchmarks.speed;

import java.nio.file.Path;

/** The server that the benchmarks call, from system properties. */
record Target(int port, Credentials credentials) {

    static Target ofProperties() {
        return new Target(
                Integer.getInteger("speed.port"), Credentials.in(Path.of(System.getProperty("speed.folder"))));
    }

    String url(int bytes) {
        return "https://localhost:" + port + "/" + bytes;
    }
}
