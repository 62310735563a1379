package io.callout4j.cli.help;

import io.callout4j.cli.console.ExitCode;
import io.callout4j.cli.console.UsageException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code callout help}: the help of a command, the same as its option {@code --help}. */
@Command(
        name = "help",
        description = {"Shows the help of a command, or explains a finding (callout help finding CODE).", ""},
        customSynopsis = {"callout help [COMMAND...]", "callout help finding [CODE]"},
        commandListHeading = "%nMore help:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  callout help certificate inspect",
            "  callout help finding",
            "  callout help finding server-unknown-ca"
        })
public final class HelpCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..*",
            paramLabel = "COMMAND",
            description = "Command, such as certificate inspect. Default: the whole command line.")
    private List<String> names = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        CommandLine root = spec.root().commandLine();
        CommandLine command = root;
        for (String name : names) {
            CommandLine next = command.getSubcommands().get(name);
            if (next == null) {
                throw new UsageException(unknown(command));
            }
            command = next;
        }
        command.usage(root.getOut());
        return ExitCode.OK;
    }

    /** Does not repeat what was typed, because it may be a password in the wrong place. */
    private static String unknown(CommandLine parent) {
        String name = parent.getCommandSpec().qualifiedName();
        return parent.getSubcommands().isEmpty()
                ? name + " has no subcommands."
                : name + " has no such subcommand. It has "
                        + String.join(", ", parent.getSubcommands().keySet()) + ".";
    }
}
