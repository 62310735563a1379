package io.callout4j.cli;

import io.callout4j.cli.console.CliEnvironment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Help.Ansi;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the command in this process, in an environment that the test defines. */
public final class CommandRun {

    /** The result of a run. */
    public record Result(int code, byte[] bytes, String err, List<String> questions) {

        public String out() {
            return new String(bytes, StandardCharsets.UTF_8).replace("\r\n", "\n");
        }

        public JsonNode json() {
            return JsonMapper.shared().readTree(bytes);
        }
    }

    private final Map<String, String> variables = new HashMap<>();
    private final List<String> questions = new ArrayList<>();
    private Clock clock = Clock.systemUTC();
    private Ansi ansi = Ansi.OFF;
    private Function<String, char[]> user;
    private InputStream in = InputStream.nullInputStream();

    /** Sets standard input. */
    public CommandRun input(String text) {
        in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    public CommandRun variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    public CommandRun at(Instant now) {
        clock = Clock.fixed(now, ZoneOffset.UTC);
        return this;
    }

    public CommandRun with(Clock other) {
        clock = other;
        return this;
    }

    public CommandRun colored() {
        ansi = Ansi.ON;
        return this;
    }

    /** Simulates a terminal and a user who answers questions. */
    public CommandRun prompt(Function<String, char[]> answers) {
        user = answers;
        return this;
    }

    public Result run(Object... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CliEnvironment.PasswordPrompt prompt = user == null
                ? null
                : question -> {
                    questions.add(question);
                    return user.apply(question);
                };
        CliEnvironment environment =
                new CliEnvironment(in, print(out), print(err), variables::get, prompt, ansi, clock);
        String[] words = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            words[i] = args[i].toString();
        }
        int code = new CalloutCommand(environment).run(words);
        return new Result(code, out.toByteArray(), err.toString(StandardCharsets.UTF_8), questions);
    }

    public Result inspect(Object... args) {
        List<Object> words = new ArrayList<>(List.of("certificate", "inspect"));
        words.addAll(List.of(args));
        return run(words.toArray());
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
