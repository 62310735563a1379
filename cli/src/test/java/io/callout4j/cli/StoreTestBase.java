package io.callout4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.callout4j.cli.console.ExitCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A folder with a key store, and the commands that change it. */
public abstract class StoreTestBase {

    public static final String SECRET = "stored away";
    public static final String CA_SECRET = "locked away";

    @TempDir
    private Path folder;

    public Path at(String name) {
        return folder.resolve(name);
    }

    public CommandRun command() {
        return new CommandRun().variable("PW", SECRET).variable("CA_PW", CA_SECRET);
    }

    public CommandRun.Result certificate(Object... words) {
        return certificate(command(), words);
    }

    public CommandRun.Result certificate(CommandRun run, Object... words) {
        List<Object> all = new ArrayList<>(List.of("certificate"));
        all.addAll(List.of(words));
        all.addAll(List.of("--store", at("identities.p12"), "--password-env", "PW"));
        return run.run(all.toArray());
    }

    public void selfSigned(String name, Object... more) {
        List<Object> words = new ArrayList<>(List.of("create-self-signed", name, "--key", "ec-p256"));
        words.addAll(List.of(more));
        assertThat(certificate(words.toArray()).code()).isZero();
    }

    public CommandRun.Result request(String name) {
        return certificate("create-csr", name, "--key", "ec-p256", "--out", at(name + ".csr"));
    }

    public void authority() {
        assertThat(command()
                        .run("ca", "init", at("root.p12"), "--key", "ec-p256", "--password-env", "CA_PW")
                        .code())
                .isZero();
    }

    public CommandRun.Result sign(Object... more) {
        List<Object> words =
                new ArrayList<>(List.of("ca", "sign", "--ca", at("root.p12"), "--ca-password-env", "CA_PW"));
        words.addAll(List.of(more));
        return command().run(words.toArray());
    }

    public JsonNode entry(String name) {
        return certificate("show", name, "--json").json().get("entries").get(0);
    }

    public static void refused(CommandRun.Result result, String why) {
        assertThat(result.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(result.err()).isEmpty();
        assertThat(result.out().replaceAll("\\s+", " ")).startsWith("Rejected.").contains(why);
    }

    public static void usage(CommandRun.Result result, String why) {
        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains(why);
    }
}
