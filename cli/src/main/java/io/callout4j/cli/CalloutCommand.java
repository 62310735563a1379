package io.callout4j.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.callout4j.cli.ca.CaCommand;
import io.callout4j.cli.ca.CaInitCommand;
import io.callout4j.cli.ca.CaSignCommand;
import io.callout4j.cli.certificate.CertificateCommand;
import io.callout4j.cli.certificate.CertificateCreateCsrCommand;
import io.callout4j.cli.certificate.CertificateCreateSelfSignedCommand;
import io.callout4j.cli.certificate.CertificateDeleteCommand;
import io.callout4j.cli.certificate.CertificateExpiringCommand;
import io.callout4j.cli.certificate.CertificateExportCommand;
import io.callout4j.cli.certificate.CertificateImportCommand;
import io.callout4j.cli.certificate.CertificateImportSignedCommand;
import io.callout4j.cli.certificate.CertificateInspectCommand;
import io.callout4j.cli.certificate.CertificateListCommand;
import io.callout4j.cli.certificate.CertificateShowCommand;
import io.callout4j.cli.config.ConfigCheckCommand;
import io.callout4j.cli.config.ConfigCommand;
import io.callout4j.cli.config.ConfigSchemaCommand;
import io.callout4j.cli.console.ExitCode;
import io.callout4j.cli.console.Page;
import io.callout4j.cli.console.Surroundings;
import io.callout4j.cli.console.UsageException;
import io.callout4j.cli.doctor.DoctorCommand;
import io.callout4j.cli.send.SendCommand;
import java.io.PrintWriter;
import java.util.List;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The {@code callout} command.
 *
 * <pre>{@code
 * java -jar callout.jar certificate inspect contoso.p12 --password-env CONTOSO_PASSWORD
 * }</pre>
 */
@Command(
        name = "callout",
        description = {
            "SOAP callouts with client certificates: send one, look into a certificate's file, and hear what is wrong on the way.",
            "callout COMMAND --help tells about a command.",
            ""
        },
        versionProvider = PackageVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes, the same for all commands:%n",
        exitCodeList = {
            "0:Done.",
            "1:The service answered with a SOAP fault.",
            "2:An option is wrong, a file cannot be read, or a variable is not set.",
            "3:A certificate or a setting was refused; nothing was sent.",
            "4:The TLS handshake failed, or the server refused the certificate.",
            "5:The time was up.",
            "6:No connection came about.",
            "7:The answer is no SOAP, or was lost.",
            "8:At least one finding of severity error.",
            "70:An error inside callout; please report it."
        },
        footerHeading = "%nExample:%n",
        footer = "  callout certificate inspect contoso.p12 --password-env CONTOSO_PASSWORD")
public final class CalloutCommand {

    private final Surroundings surroundings;

    @SuppressWarnings("UnusedVariable") // picocli asks for it by its annotation
    @Option(names = "--version", versionHelp = true, description = "Show the version and end.")
    private boolean version;

    CalloutCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * Runs the command and ends the process with its exit code.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.exit(new CalloutCommand(Surroundings.ofProcess()).run(args));
    }

    /** Runs a command line and returns its exit code. */
    int run(String... args) {
        try {
            int code = commands().execute(args);
            surroundings.out().flush();
            if (surroundings.out().checkError()) {
                surroundings.err().println("callout: the answer could not be written to standard output.");
                return code == ExitCode.OK ? ExitCode.INTERNAL : code;
            }
            return code;
        } catch (Error e) {
            return internalError(e);
        }
    }

    private CommandLine commands() {
        CommandLine certificate = command(new CertificateCommand())
                .addSubcommand(command(new CertificateInspectCommand(surroundings)))
                .addSubcommand(command(new CertificateListCommand(surroundings)))
                .addSubcommand(command(new CertificateShowCommand(surroundings)))
                .addSubcommand(command(new CertificateCreateSelfSignedCommand(surroundings)))
                .addSubcommand(command(new CertificateCreateCsrCommand(surroundings)))
                .addSubcommand(command(new CertificateImportSignedCommand(surroundings)))
                .addSubcommand(command(new CertificateImportCommand(surroundings)))
                .addSubcommand(command(new CertificateExportCommand(surroundings)))
                .addSubcommand(command(new CertificateDeleteCommand(surroundings)))
                .addSubcommand(command(new CertificateExpiringCommand(surroundings)));
        CommandLine authority = command(new CaCommand())
                .addSubcommand(command(new CaInitCommand(surroundings)))
                .addSubcommand(command(new CaSignCommand(surroundings)));
        CommandLine config = command(new ConfigCommand())
                .addSubcommand(command(new ConfigCheckCommand(surroundings)))
                .addSubcommand(command(new ConfigSchemaCommand(surroundings)));
        return command(this)
                .addSubcommand(certificate)
                .addSubcommand(authority)
                .addSubcommand(command(new DoctorCommand(surroundings)))
                .addSubcommand(command(new SendCommand(surroundings)))
                .addSubcommand(config)
                .addSubcommand(completion())
                .setExpandAtFiles(false)
                .setOut(new PrintWriter(surroundings.out(), true, UTF_8))
                .setErr(new PrintWriter(surroundings.err(), true, UTF_8))
                .setColorScheme(CommandLine.Help.defaultColorScheme(surroundings.ansi()))
                .setParameterExceptionHandler((e, args) -> usageError(message(e), e.getCommandLine()))
                .setExecutionExceptionHandler((e, where, parsed) ->
                        e instanceof UsageException usage ? usageError(usage.getMessage(), where) : internalError(e));
    }

    private static CommandLine completion() {
        CommandLine completion = new CommandLine(new GenerateCompletion());
        completion
                .getCommandSpec()
                .usageMessage()
                .footerHeading("%nExample, for the file that your shell reads at its start:%n")
                .footer("  source <(callout generate-completion)");
        return completion;
    }

    private static CommandLine command(Object command) {
        return new CommandLine(command).addMixin("help", new HelpOption());
    }

    private int usageError(String message, CommandLine where) {
        surroundings.err().println("callout: " + Page.visible(message));
        surroundings.err().println("Try: " + where.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    /** What was typed in the wrong place may be a password: only what looks like an option is repeated. */
    private static String message(ParameterException e) {
        if (!(e instanceof UnmatchedArgumentException unmatched)) {
            return String.valueOf(e.getMessage());
        }
        List<String> options = unmatched.getUnmatched().stream()
                .filter(argument -> argument.startsWith("-"))
                .map(argument -> argument.replaceFirst("=.*", ""))
                .toList();
        if (options.isEmpty()) {
            return "There is an argument too many, or a command that does not exist.";
        }
        String unknown = "Unknown option " + String.join(", ", options) + ".";
        return options.stream().anyMatch(option -> option.matches("-+p(w|ass).*"))
                ? unknown + " Passwords come from a variable, a file or the prompt, never from the command line."
                : unknown;
    }

    /** One line, without the message of the exception: nobody knows what that holds. */
    private int internalError(Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        surroundings
                .err()
                .println("callout: an error inside callout, not in what you asked for. Please report it with this line,"
                        + " the command and its version: "
                        + e.getClass().getName()
                        + (trace.length == 0 ? "" : " at " + trace[0]));
        return ExitCode.INTERNAL;
    }
}
