package io.callout4j.internal.config;

import java.util.function.BinaryOperator;
import java.util.function.Supplier;

/**
 * One setting of a runtime. The constants are in {@link Settings}.
 *
 * @param <T> the type of its values; immutable
 * @param name how messages name it
 * @param otherwise its value if nobody sets it
 * @param both the value if program and configuration file set it: the program's comes first
 * @param live whether a change takes effect while the runtime is running
 */
public record Setting<T>(String name, Supplier<T> otherwise, BinaryOperator<T> both, boolean live) {

    /** A setting for which the program overrides the file. */
    static <T> Setting<T> of(String name, Supplier<T> otherwise) {
        return new Setting<>(name, otherwise, (program, file) -> program, true);
    }

    /** The same setting with another rule for a program and a file that both set it. */
    Setting<T> combined(BinaryOperator<T> rule) {
        return new Setting<>(name, otherwise, rule, live);
    }

    /** The same setting, taking effect only when a runtime starts. */
    Setting<T> atStart() {
        return new Setting<>(name, otherwise, both, false);
    }
}
