package io.callout4j.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store survives processes that are killed while they write, and two that write at the same time. */
class StoreUnderFireTest {

    private static final int TIMES = Boolean.getBoolean("callout4j.full") ? 200 : 4;
    private static final int LONGEST_LIFE = 400;

    @TempDir
    private Path folder;

    private static Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StoreWriter.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void say(Process process, String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    private static BufferedReader answers(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Only two at a time, so that each has a processor. */
    @Test
    void isCompleteAndLosesNoChangeWhenItsWriterIsKilled() throws Exception {
        long seed = new Random().nextLong();
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            List<CompletableFuture<Integer>> kills = IntStream.range(0, TIMES)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> kill(i, new Random(seed + i)), two))
                    .toList();
            int written = kills.stream().mapToInt(CompletableFuture::join).sum();
            assertThat(written).as("entries written before the kills").isGreaterThan(TIMES);
        } finally {
            two.shutdown();
        }
    }

    private int kill(int number, Random random) {
        Path store = folder.resolve("killed" + number + ".p12");
        try {
            Process process = start();
            BufferedReader answers = answers(process);
            assertThat(answers.readLine()).isEqualTo("ready");
            say(process, store + "\t*");
            List<String> done = new ArrayList<>();
            done.add(answers.readLine());
            // The process is killed at a random moment; most of the time it is writing.
            process.waitFor(random.nextInt(LONGEST_LIFE), TimeUnit.MILLISECONDS);
            // Through its handle: Process.destroyForcibly would close the stream with the output.
            process.toHandle().destroyForcibly();
            process.waitFor();
            answers.lines().filter(line -> line.startsWith("done ")).forEach(done::add);

            List<String> there = CertificateStore.at(store, StoreWriter.PASSWORD).list().stream()
                    .map(StoredCertificate::name)
                    .toList();
            assertThat(there)
                    .as("kill " + number)
                    .containsAll(done.stream()
                            .map(line -> line.substring("done ".length()))
                            .toList());
            assertThat(there.size()).as("at most one more than was told").isBetween(done.size(), done.size() + 1);
            goesOn(store);
            return there.size();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** No lock remains, and the temporary files of the killed process are removed. */
    private void goesOn(Path path) throws IOException {
        CertificateStore.at(path, StoreWriter.PASSWORD)
                .createSelfSigned(
                        NewEntry.named("Afterwards"),
                        CertificateProfile.client("CN=Afterwards").withKey(KeyKind.EC_P256));
        try (var files = Files.newDirectoryStream(folder, "." + path.getFileName() + "*.tmp")) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void acceptsTwoWritersAtOnceAndReportsANameConflictToOne() throws Exception {
        Process one = start();
        Process other = start();
        try {
            BufferedReader answersOfOne = answers(one);
            BufferedReader answersOfOther = answers(other);
            assertThat(answersOfOne.readLine()).isEqualTo("ready");
            assertThat(answersOfOther.readLine()).isEqualTo("ready");
            for (int i = 0; i < TIMES; i++) {
                Path store = folder.resolve("both" + i + ".p12");
                say(one, store + "\tOne\tBoth\tOneMore");
                say(other, store + "\tOther\tBoth\tOtherMore");
                List<String> answers = new ArrayList<>();
                for (int j = 0; j < 4; j++) {
                    answers.add(answersOfOne.readLine());
                    answers.add(answersOfOther.readLine());
                }
                assertThat(CertificateStore.at(store, StoreWriter.PASSWORD).list())
                        .extracting(StoredCertificate::name)
                        .containsExactlyInAnyOrder("One", "Other", "Both", "OneMore", "OtherMore");
                assertThat(answers).filteredOn("done Both"::equals).hasSize(1);
                assertThat(answers)
                        .filteredOn(line -> line.startsWith("refused"))
                        .singleElement()
                        .asString()
                        .contains("refused Both A certificate named Both already exists in " + store);
            }
        } finally {
            one.destroyForcibly();
            other.destroyForcibly();
        }
    }

    @Test
    void letsManyThreadsOfAProcessWriteOneAfterTheOther() {
        Path store = folder.resolve("threads.p12");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<CompletableFuture<Void>> writes = IntStream.range(0, 12)
                    .mapToObj(i -> CompletableFuture.runAsync(
                            () -> CertificateStore.at(store, StoreWriter.PASSWORD)
                                    .createSelfSigned(
                                            NewEntry.named("T" + i),
                                            CertificateProfile.client("CN=T" + i)
                                                    .withKey(KeyKind.EC_P256)),
                            threads))
                    .toList();
            writes.forEach(CompletableFuture::join);
            assertThat(CertificateStore.at(store, StoreWriter.PASSWORD).list()).hasSize(12);
        } finally {
            threads.shutdown();
        }
    }
}
