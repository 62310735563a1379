package io.callout4j.internal.config;

import java.util.function.BinaryOperator;
import java.util.function.Supplier;

/**
 * One setting of a runtime. The constants are in {@link Settings}.
 *
 * @param <T> the type of its values; immutable
 * @param name its name in messages
 * @param defaultValue its default value
 * @param combine combines the values if program and configuration file both set it; the program's value is the first argument
 * @param live whether a change takes effect while the runtime is running
 */
public record Setting<T>(String name, Supplier<T> defaultValue, BinaryOperator<T> combine, boolean live) {

    /** A setting for which the program overrides the file. */
    static <T> Setting<T> of(String name, Supplier<T> defaultValue) {
        return new Setting<>(name, defaultValue, (program, file) -> program, true);
    }

    /** Returns a copy that combines the values of program and file with the given rule. */
    Setting<T> combined(BinaryOperator<T> rule) {
        return new Setting<>(name, defaultValue, rule, live);
    }

    /** Returns a copy that only takes effect when a runtime starts. */
    Setting<T> atStart() {
        return new Setting<>(name, defaultValue, combine, false);
    }
}
