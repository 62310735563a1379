package io.callout4j.cli.console;

import java.io.Console;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/**
 * Everything a command uses of the process it runs in. It is in one place so that a test can replace it.
 *
 * @param in standard input, read for a file named -
 * @param out where results are printed
 * @param err where usage errors and internal errors are printed
 * @param variables the environment variables: maps a name to its value, or to null if it is not set
 * @param prompt asks the user at the terminal, or null if there is no terminal
 * @param ansi whether output is colored
 * @param clock the current time
 */
public record CliEnvironment(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Function<String, @Nullable String> variables,
        @Nullable PasswordPrompt prompt,
        Ansi ansi,
        Clock clock) {

    /** Asks the user for a password. */
    @FunctionalInterface
    public interface PasswordPrompt {

        /**
         * Asks for a password without echoing it.
         *
         * @param question what to ask for
         * @return the password, or null if the user closed the input
         */
        char @Nullable [] ask(String question);
    }

    /**
     * {@return the environment of this process}
     */
    public static CliEnvironment ofProcess() {
        return new CliEnvironment(
                System.in, System.out, System.err, System::getenv, terminal(), Ansi.AUTO, Clock.systemUTC());
    }

    /**
     * {@return the value of an environment variable, or null if it is not set}
     *
     * @param name the variable's name
     */
    public @Nullable String variable(String name) {
        return variables.apply(name);
    }

    /**
     * {@return a page that prints to standard output}
     */
    public Page page() {
        return new Page(out, ansi);
    }

    @SuppressWarnings("SystemConsoleNull") // null up to Java 21; isTerminal covers later versions
    private static @Nullable PasswordPrompt terminal() {
        Console console = System.console();
        return console == null || !isTerminal(console) ? null : question -> console.readPassword("%s: ", question);
    }

    /** Since Java 22, a console can exist without a terminal, and Console.isTerminal reports which. */
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
