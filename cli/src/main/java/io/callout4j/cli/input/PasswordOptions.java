package io.callout4j.cli.input;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/**
 * Two options that say where to read a password from, of which at most one may be given. Annotations cannot vary the
 * option names, so the options are built when picocli adds the mixin to a command. Use it with {@code @Mixin}.
 */
@Command
public final class PasswordOptions {

    /** The default of {@link picocli.CommandLine.Option#order()}. */
    private static final int UNORDERED = -1;

    private final String option;
    private final String password;
    private final OptionSpec variable;
    private final OptionSpec file;

    private PasswordOptions(String option, String password, int order) {
        this.option = option;
        this.password = password;
        variable = OptionSpec.builder(option + "-env")
                .order(order)
                .paramLabel("VAR")
                .type(String.class)
                .description("Environment variable that holds " + password
                        + ". If the variable is empty, so is the password.")
                .build();
        file = OptionSpec.builder(option + "-file")
                .order(order)
                .paramLabel("FILE")
                .type(String.class)
                .description("File that holds " + password + ", in UTF-8; one trailing newline is ignored.")
                .build();
    }

    /**
     * {@return the options {@code OPTION-env} and {@code OPTION-file}}
     *
     * @param option how both names begin, such as {@code --trust-password}
     * @param password which password it is, such as {@code the trust store's password}
     */
    public static PasswordOptions of(String option, String password) {
        return new PasswordOptions(option, password, UNORDERED);
    }

    /**
     * {@return the options for the password of a private key that has one of its own}
     */
    public static PasswordOptions ofKey() {
        return of("--key-password", "the private key's own password, if it has one");
    }

    /**
     * {@return the same options at a position in the help of a command that does not sort its options}
     *
     * @param order see {@link picocli.CommandLine.Option#order()}
     */
    public PasswordOptions at(int order) {
        return new PasswordOptions(option, password, order);
    }

    /** Called by picocli. */
    @Spec
    void addTo(CommandSpec mixin) {
        mixin.addArgGroup(ArgGroupSpec.builder()
                .exclusive(true)
                .addArg(variable)
                .addArg(file)
                .build());
    }

    /**
     * {@return the source that the command line names}
     */
    public PasswordSource source() {
        return new PasswordSource(variable.longestName(), variable.getValue(), file.longestName(), file.getValue());
    }
}
