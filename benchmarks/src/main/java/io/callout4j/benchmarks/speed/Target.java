package io.callout4j.benchmarks.speed;

import java.nio.file.Path;

/** Where the benchmarks call, told by properties of the JVM. */
record Target(int port, Credentials credentials) {

    static Target ofProperties() {
        return new Target(
                Integer.getInteger("speed.port"), Credentials.in(Path.of(System.getProperty("speed.folder"))));
    }

    String url(int bytes) {
        return "https://localhost:" + port + "/" + bytes;
    }
}
