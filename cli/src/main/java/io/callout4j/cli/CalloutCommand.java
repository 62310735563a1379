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
import io.callout4j.cli.console.CliEnvironment;
import io.callout4j.cli.console.ExitCode;
import io.callout4j.cli.console.Page;
import io.callout4j.cli.console.UsageException;
import io.callout4j.cli.doctor.DoctorCommand;
import io.callout4j.cli.help.HelpCommand;
import io.callout4j.cli.help.HelpFindingCommand;
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
            "Makes SOAP callouts with client certificates, inspects certificate files, and diagnoses what goes wrong.",
            "'callout help COMMAND' describes a command, 'callout help finding CODE' explains a finding.",
            ""
        },
        versionProvider = PackageVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes of all commands:%n",
        exitCodeList = {
            "0:Success.",
            "1:The service returned a SOAP fault.",
            "2:Usage error: a wrong option, an unreadable file, or an unset variable.",
            "3:A certificate or a setting was rejected; nothing was sent.",
            "4:The TLS handshake failed, or the server rejected the certificate.",
            "5:Timed out.",
            "6:Could not connect.",
            "7:The response was not SOAP, or was lost.",
            "8:At least one finding of severity error.",
            "70:An internal error in callout; please report it."
        },
        footerHeading = "%nExample:%n",
        footer = "  callout certificate inspect contoso.p12 --password-env CONTOSO_PASSWORD")
public final class CalloutCommand {

    private final CliEnvironment environment;

    @SuppressWarnings("UnusedVariable") // picocli reads the annotation
    @Option(names = "--version", versionHelp = true, description = "Show the version and exit.")
    private boolean version;

    CalloutCommand(CliEnvironment environment) {
        this.environment = environment;
    }

    /**
     * Runs the command and exits with its exit code.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.exit(new CalloutCommand(CliEnvironment.ofProcess()).run(args));
    }

    /** Runs a command line and returns its exit code. */
    int run(String... args) {
        try {
            int code = commands().execute(args);
            environment.out().flush();
            if (environment.out().checkError()) {
                environment.err().println("callout: the output could not be written.");
                return code == ExitCode.OK ? ExitCode.INTERNAL : code;
            }
            return code;
        } catch (Error e) {
            return internalError(e);
        }
    }

    private CommandLine commands() {
        CommandLine certificate = command(new CertificateCommand())
                .addSubcommand(command(new CertificateInspectCommand(environment)))
                .addSubcommand(command(new CertificateListCommand(environment)))
                .addSubcommand(command(new CertificateShowCommand(environment)))
                .addSubcommand(command(new CertificateCreateSelfSignedCommand(environment)))
                .addSubcommand(command(new CertificateCreateCsrCommand(environment)))
                .addSubcommand(command(new CertificateImportSignedCommand(environment)))
                .addSubcommand(command(new CertificateImportCommand(environment)))
                .addSubcommand(command(new CertificateExportCommand(environment)))
                .addSubcommand(command(new CertificateDeleteCommand(environment)))
                .addSubcommand(command(new CertificateExpiringCommand(environment)));
        CommandLine authority = command(new CaCommand())
                .addSubcommand(command(new CaInitCommand(environment)))
                .addSubcommand(command(new CaSignCommand(environment)));
        CommandLine config = command(new ConfigCommand())
                .addSubcommand(command(new ConfigCheckCommand(environment)))
                .addSubcommand(command(new ConfigSchemaCommand(environment)));
        return command(this)
                .addSubcommand(certificate)
                .addSubcommand(authority)
                .addSubcommand(command(new DoctorCommand(environment)))
                .addSubcommand(command(new SendCommand(environment)))
                .addSubcommand(config)
                .addSubcommand(command(new HelpCommand()).addSubcommand(command(new HelpFindingCommand(environment))))
                .addSubcommand(completion())
                .setExpandAtFiles(false)
                .setOut(new PrintWriter(environment.out(), true, UTF_8))
                .setErr(new PrintWriter(environment.err(), true, UTF_8))
                .setColorScheme(CommandLine.Help.defaultColorScheme(environment.ansi()))
                .setParameterExceptionHandler((e, args) -> usageError(message(e), e.getCommandLine()))
                .setExecutionExceptionHandler((e, where, parsed) ->
                        e instanceof UsageException usage ? usageError(usage.getMessage(), where) : internalError(e));
    }

    private static CommandLine completion() {
        CommandLine completion = new CommandLine(new GenerateCompletion());
        completion
                .getCommandSpec()
                .usageMessage()
                .footerHeading("%nExample for your shell's startup file:%n")
                .footer("  source <(callout generate-completion)");
        return completion;
    }

    private static CommandLine command(Object command) {
        return new CommandLine(command).addMixin("help", new HelpOption());
    }

    private int usageError(String message, CommandLine where) {
        environment.err().println("callout: " + Page.printable(message));
        environment.err().println("Try: " + where.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    /** An argument in the wrong place may be a password, so only option names are repeated. */
    private static String message(ParameterException e) {
        if (!(e instanceof UnmatchedArgumentException unmatched)) {
            return String.valueOf(e.getMessage());
        }
        List<String> options = unmatched.getUnmatched().stream()
                .filter(argument -> argument.startsWith("-"))
                .map(argument -> argument.replaceFirst("=.*", ""))
                .toList();
        if (options.isEmpty()) {
            return "Unknown command, or too many arguments.";
        }
        String unknown = "Unknown option " + String.join(", ", options) + ".";
        return options.stream().anyMatch(option -> option.matches("-+p(w|ass).*"))
                ? unknown
                        + " Passwords are read from an environment variable, a file, or the prompt, never from the command line."
                : unknown;
    }

    /** Prints one line, without the message of the exception, which may contain a secret. */
    private int internalError(Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        environment
                .err()
                .println("callout: an internal error. Please report it with this line, the command, and its version: "
                        + e.getClass().getName()
                        + (trace.length == 0 ? "" : " at " + trace[0]));
        return ExitCode.INTERNAL;
    }
}
