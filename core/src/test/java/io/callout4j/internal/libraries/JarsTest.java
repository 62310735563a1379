package io.callout4j.internal.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JarsTest {

    @ParameterizedTest
    @CsvSource({
        "jar:file:/app/lib/bcprov-jdk18on-1.87.jar!/org/example/Some.class, bcprov-jdk18on-1.87.jar",
        "jar:file:/app/lib/bcprov.jar!/META-INF/versions/9/org/example/Some.class, bcprov.jar",
        "jar:nested:/app/app.jar/!BOOT-INF/lib/bcprov-1.70.jar!/org/example/Some.class, bcprov-1.70.jar",
        "jar:file:/app/app.jar!/BOOT-INF/lib/bcprov-1.70.jar!/org/example/Some.class, bcprov-1.70.jar",
        "file:/app/target/classes/org/example/Some.class, classes",
        "jrt:/org.bouncycastle.provider/org/example/Some.class, org.bouncycastle.provider",
        "jar:file:/a/b.jar!/elsewhere, b.jar",
        "?, ?"
    })
    void findsTheJarInAnAddress(String address, String name) {
        assertThat(Jars.name(address, "org.example.Some")).isEqualTo(name);
    }

    @Test
    void findsTheJarsOfThisClassPath() {
        String type = "org.bouncycastle.asn1.pkcs.PBMAC1Params";

        assertThat(Jars.of(type)).startsWith("bcprov-jdk18on-");
        assertThat(Jars.all(type)).singleElement().isEqualTo(Jars.of(type));
        assertThat(Jars.of("org.example.Missing")).isNull();
        assertThat(Jars.version("org.example.Missing")).isNull();
    }

    @Test
    void findsNoProblemWithThisClassPath() {
        assertThat(BouncyCastle.problem()).isNull();
    }
}
