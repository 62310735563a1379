package io.callout4j.cli.console;

import java.io.Console;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/**
 * What a command sees of the world around it, in one place so that a test can be that world.
 *
 * @param in where a file named - is read from
 * @param out where answers go
 * @param err where usage errors and errors of the command go
 * @param variables the environment: a name to its value, null where it is not set
 * @param prompt asks the person at the terminal, null where there is none
 * @param ansi whether text is coloured
 * @param clock what time it is
 */
public record Surroundings(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Function<String, @Nullable String> variables,
        @Nullable PasswordPrompt prompt,
        Ansi ansi,
        Clock clock) {

    /** Asks a person for a password. */
    @FunctionalInterface
    public interface PasswordPrompt {

        /**
         * Asks without showing what is typed.
         *
         * @param question what to ask for
         * @return the password, null where the person ended the input instead
         */
        char @Nullable [] ask(String question);
    }

    /** The process's own. */
    public static Surroundings ofProcess() {
        return new Surroundings(
                System.in, System.out, System.err, System::getenv, terminal(), Ansi.AUTO, Clock.systemUTC());
    }

    @Nullable
    public String variable(String name) {
        return variables.apply(name);
    }

    @SuppressWarnings("SystemConsoleNull") // null up to Java 21; what comes after is asked below
    private static @Nullable PasswordPrompt terminal() {
        Console console = System.console();
        return console == null || !isTerminal(console) ? null : question -> console.readPassword("%s: ", question);
    }

    /** From Java 22 on there may be a console without a terminal behind it; then it tells. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
