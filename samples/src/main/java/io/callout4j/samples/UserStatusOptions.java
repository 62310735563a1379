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
 * What the program is asked to do.
 *
 * @param help to say how it is used
 * @param yours the callout to make to a server of the user's, or null for the scenes
 */
record UserStatusOptions(boolean help, @Nullable YourEndpoint yours) {

    static final String HELP = """
            UserStatus shows how a SOAP callout presents a client certificate.

              (no option)               play five scenes against a server in this process
              --endpoint URL            make one callout to a server of yours instead, an https: URL
              --cert-file FILE          your certificate with its private key: PKCS#12, JKS, JCEKS, BCFKS or PEM
              --cert-password-env VAR   the environment variable that holds the file's password
              --trust FILE              PEM file of the authorities to trust, beside those of the JDK
              --help                    this text

            Exit code: 0 when all went as told, 1 when not, 2 when an option is wrong.
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
                throw new UsageException(option + " needs a value after it.");
            }
            if (given.put(option, arguments[++i]) != null) {
                throw new UsageException(option + " is given twice.");
            }
        }
        return new UserStatusOptions(false, given.isEmpty() ? null : yours(given, environment));
    }

    private static YourEndpoint yours(Map<String, String> given, Map<String, String> environment)
            throws UsageException {
        String endpoint = given.get(ENDPOINT);
        String certificate = given.get(CERT_FILE);
        if (endpoint == null || certificate == null) {
            throw new UsageException("A callout of your own needs both " + ENDPOINT + " and " + CERT_FILE + ".");
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
            // Told below like any other text that is no https: URL.
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
            // Told below like any other name that is no file's.
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
            throw new UsageException(
                    "The environment variable " + variable
                            + " holds characters that this locale cannot read; run under a UTF-8 locale, such as LC_ALL=C.UTF-8.");
        }
        return value.toCharArray();
    }
}
