package io.callout4j.cli.console;

import java.util.regex.Pattern;

/** Quotes arguments of commands that are shown for copying into a shell. */
public final class ShellQuoting {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=,-]+");

    private ShellQuoting() {}

    /**
     * {@return the argument, quoted if a shell would otherwise split or expand it}
     *
     * @param argument the argument
     */
    public static String quote(String argument) {
        return PLAIN.matcher(argument).matches() ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
