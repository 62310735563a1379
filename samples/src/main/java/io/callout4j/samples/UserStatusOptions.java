package io.callout4j.samples;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options of the program.
 *
 * @param help whether to print the usage
 * @param yours the callout to the user's server, or null for the scenes
 */
record UserStatusOptions(boolean help, @Nullable YourEndpoint yours) {

    static final String HELP = """
            UserStatus shows how a SOAP callout presents a client certificate.

              (no option)               play five scenes with a server in this process
              --endpoint URL            make one callout to your own server instead (an https: URL)
              --cert-file FILE          your certificate with its private key: PKCS#12, JKS, JCEKS, BCFKS or PEM
              --cert-password-env VAR   the environment variable with the password of the file
              --trust FILE              a PEM file of CAs to trust in addition to those of the JDK
              --help                    print this help

            Exit code: 0 if everything behaved as expected, 1 if not, 2 if an option is wrong.
            """;

    private static final String ENDPOINT = "--endpoint";
    private static final String CERT_FILE = "--cert-file";
    private static final String CERT_PASSWORD_ENV = "--cert-password-env";
    private static final String TRUST = "--trust";
    private static final List<String> WITH_VALUE = List.of(ENDPOINT, CERT_FILE, CERT_PASSWORD_ENV, TRUST);

    static UserStatusOptions parse(String[] arguments, Map<String, String> environment) throws UsageException {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            String option = arguments[i];
            if (option.equals("--help")) {
                return new UserStatusOptions(true, null);
            }
            if (!WITH_VALUE.contains(option)) {
                throw new UsageException("Unknown option: " + option);
            }
            if (i + 1 == arguments.length || WITH_VALUE.contains(arguments[i + 1])) {
                throw new UsageException(option + " requires a value.");
            }
            if (given.put(option, arguments[++i]) != null) {
                throw new UsageException(option + " is specified twice.");
            }
        }
        return new UserStatusOptions(false, given.isEmpty() ? null : yours(given, environment));
    }

    private static YourEndpoint yours(Map<String, String> given, Map<String, String> environment)
            throws UsageException {
        String endpoint = given.get(ENDPOINT);
        String certificate = given.get(CERT_FILE);
        if (endpoint == null || certificate == null) {
            throw new UsageException("A callout to your server requires both " + ENDPOINT + " and " + CERT_FILE + ".");
        }
        return new YourEndpoint(
                https(endpoint),
                readable(CERT_FILE, certificate),
                password(given.get(CERT_PASSWORD_ENV), environment),
                given.containsKey(TRUST) ? readable(TRUST, given.getOrDefault(TRUST, "")) : null);
    }

    private static String https(String url) throws UsageException {
        try {
            if ("https".equalsIgnoreCase(new URI(url).getScheme())) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Reported below, like any other text that is not an https: URL.
        }
        throw new UsageException(ENDPOINT + " is not an https: URL: " + url);
    }

    private static Path readable(String option, String name) throws UsageException {
        try {
            Path file = Path.of(name);
            if (Files.isRegularFile(file) && Files.isReadable(file)) {
                return file;
            }
        } catch (InvalidPathException e) {
            // Reported below, like any other name that is not a file.
        }
        throw new UsageException(option + " is not a readable file: " + name);
    }

    private static char @Nullable [] password(@Nullable String variable, Map<String, String> environment)
            throws UsageException {
        if (variable == null) {
            return null;
        }
        String value = environment.get(variable);
        if (value == null) {
            throw new UsageException("The environment variable " + variable + " is not set.");
        }
        if (value.indexOf('\uFFFD') >= 0) {
            throw new UsageException("The environment variable " + variable
                    + " contains characters that this locale cannot decode; use a UTF-8 locale, such as"
                    + " LC_ALL=C.UTF-8.");
        }
        return value.toCharArray();
    }
}
