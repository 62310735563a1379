package io.callout4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A folder with a key store, and the commands that change it. */
abstract class StoreScene {

    static final String SECRET = "stored away";
    static final String CA_SECRET = "locked away";

    @TempDir
    private Path folder;

    Path at(String name) {
        return folder.resolve(name);
    }

    CommandRun command() {
        return new CommandRun().variable("PW", SECRET).variable("CA_PW", CA_SECRET);
    }

    CommandRun.Result certificate(Object... words) {
        return certificate(command(), words);
    }

    CommandRun.Result certificate(CommandRun run, Object... words) {
        List<Object> all = new ArrayList<>(List.of("certificate"));
        all.addAll(List.of(words));
        all.addAll(List.of("--store", at("identities.p12"), "--password-env", "PW"));
        return run.run(all.toArray());
    }

    void selfSigned(String name, Object... more) {
        List<Object> words = new ArrayList<>(List.of("create-self-signed", name, "--key", "ec-p256"));
        words.addAll(List.of(more));
        assertThat(certificate(words.toArray()).code()).isZero();
    }

    CommandRun.Result request(String name) {
        return certificate("create-csr", name, "--key", "ec-p256", "--out", at(name + ".csr"));
    }

    void authority() {
        assertThat(command()
                        .run("ca", "init", at("root.p12"), "--key", "ec-p256", "--password-env", "CA_PW")
                        .code())
                .isZero();
    }

    CommandRun.Result sign(Object... more) {
        List<Object> words =
                new ArrayList<>(List.of("ca", "sign", "--ca", at("root.p12"), "--ca-password-env", "CA_PW"));
        words.addAll(List.of(more));
        return command().run(words.toArray());
    }

    JsonNode entry(String name) {
        return certificate("show", name, "--json").json().get("entries").get(0);
    }

    static void refused(CommandRun.Result result, String why) {
        assertThat(result.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(result.err()).isEmpty();
        assertThat(result.out().replaceAll("\\s+", " ")).startsWith("Refused.").contains(why);
    }

    static void usage(CommandRun.Result result, String why) {
        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains(why);
    }
}
