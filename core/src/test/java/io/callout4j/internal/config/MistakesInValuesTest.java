package io.callout4j.internal.config;

import static io.callout4j.internal.config.MistakenConfigurations.mistake;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that can be read but would fail, or have no effect, when used. */
class MistakesInValuesTest {

    @TempDir
    static Path folder;

    private static MistakenConfigurations configurations;

    @BeforeAll
    static void files() throws IOException {
        configurations = MistakenConfigurations.in(folder);
    }

    static Stream<Arguments> mistakes() {
        String login = "'username': 'u', 'password': 'hunter2'";
        String erp = "{'namedCredentials': {'Erp': {'url': 'https://e.example', " + login;
        String pem = "{'certificates': {'C': {'certificate': 'tls.crt', 'privateKey': ";
        String proxy = "{'proxy': {'host': 'p.example', 'port': 3128, 'noProxy': ['*.example.com', ¶";
        return Stream.of(
                mistake(
                        "the only key, misspelled",
                        "{'keyStores': [{¶'pth': 'contoso.p12'}]}",
                        "keyStores[0].pth",
                        "Did you mean \"path\"?"),
                mistake(
                        "a credential's only key, misspelled",
                        "{'namedCredentials': {'Erp': {¶'ulr': 'https://e.example'}}}",
                        "namedCredentials.Erp.ulr",
                        "Did you mean \"url\"?"),
                mistake(
                        "a number with a unit",
                        "{'limits': {'requestBytes': ¶'6MB'}}",
                        "limits.requestBytes",
                        "without a unit"),
                mistake(
                        "a number that is too large",
                        "{'limits': {'requestBytes': ¶99999999999}}",
                        "limits.requestBytes",
                        "greater than 2147483647"),
                mistake(
                        "yes instead of true",
                        "{'trust': {'system': ¶'yes'}}",
                        "trust.system",
                        "Write true or false, without quotes"),
                mistake("a tab in a text", "{'offer': 'a¶\tb'}", "offer", "tabs are not allowed here"),
                mistake("a reference without a kind", "{'offer': ¶'${WORD}'}", "offer", "${WORD}", "${env:NAME}"),
                mistake("a reference without a name", "{'offer': ¶'${env:}'}", "offer", "has no name"),
                mistake(
                        "a home directory",
                        "{'keyStores': [{'path': ¶'~/contoso.p12'}]}",
                        "keyStores[0].path",
                        "${sys:user.home}"),
                mistake(
                        "a key store without a private key",
                        "{'keyStores': [{'path': ¶'trust.p12', 'password': 'hunter2-trust'}]}",
                        "keyStores[0].path",
                        "no private key"),
                mistake(
                        "a key's wrong password",
                        pem + "'encrypted.key', 'keyPassword': ¶'hunter2'}}}",
                        "certificates.C.keyPassword",
                        "password"),
                mistake(
                        "a key's missing password",
                        pem + "¶'encrypted.key'}}}",
                        "certificates.C.privateKey",
                        "Set \"keyPassword\" here"),
                mistake(
                        "a trust store's wrong password",
                        "{'trust': {'keyStores': [{'path': 'trust.p12', 'password': ¶'hunter2'}]}}",
                        "trust.keyStores[0].password",
                        "The password does not open the trust key store"),
                mistake(
                        "a trust store without its password",
                        "{'trust': {'keyStores': [{'path': ¶'trust.p12'}]}}",
                        "trust.keyStores[0].path",
                        "Supply its password"),
                mistake(
                        "a text for a trust file",
                        "{'trust': {'files': [¶'note.txt']}}",
                        "trust.files[0]",
                        "it is not PEM text, DER, PKCS#7, or a key store"),
                mistake(
                        "a key for a trust file",
                        "{'trust': {'files': [¶'tls.key']}}",
                        "trust.files[0]",
                        "it contains a private key"),
                mistake(
                        "half a trust file",
                        "{'trust': {'files': [¶'half.pem']}}",
                        "trust.files[0]",
                        "truncated or damaged"),
                mistake(
                        "a folder for a trust file",
                        "{'trust': {'files': [¶'certificates']}}",
                        "trust.files[0]",
                        "is a folder"),
                mistake(
                        "lists that would be ignored",
                        "{'trust': {'crls': ¶['root.crl']}}",
                        "trust.crls",
                        "Set revocation to soft or required"),
                mistake(
                        "a missing list",
                        "{'trust': {'revocation': 'soft', 'crls': [¶'root.crl']}}",
                        "trust.crls[0]",
                        "it does not exist"),
                mistake(
                        "a site for many",
                        "{'remoteSites': [¶'https://*.example.com']}",
                        "remoteSites[0]",
                        "each host needs its full name"),
                mistake(
                        "a site with a port and no scheme",
                        "{'remoteSites': [¶'erp.example.com:443']}",
                        "remoteSites[0]",
                        "it has no scheme"),
                mistake(
                        "a server name for a URL",
                        "{'serverNames': {'https://a.example': ¶'b.example'}}",
                        "serverNames.https://a.example",
                        "only the name or address"),
                mistake(
                        "a certificate by plain http",
                        "{'certificates': {'C': {'path': 'contoso.p12', 'password': '${env:PASSWORD}'}},"
                                + " 'namedCredentials': {'Erp': {'url': 'http://e.example', 'certificate': ¶'C'}}}",
                        "namedCredentials.Erp.certificate",
                        "never be presented"),
                mistake(
                        "a merge field that is not enabled",
                        erp + ", 'headers': {'X-Login': ¶'{!$Credential.Password}'}}}}",
                        "namedCredentials.Erp.headers.X-Login",
                        "Set mergeFieldsInHeaders to true"),
                mistake(
                        "an unknown merge field",
                        erp + ", 'mergeFieldsInHeaders': true, 'headers': {'X-Login': ¶'{!$Credential.OAuthToken}'}}}}",
                        "namedCredentials.Erp.headers.X-Login",
                        "$Credential.Username and $Credential.Password"),
                mistake(
                        "a proxy's port within its host",
                        "{'proxy': {'host': ¶'p.example:3128', 'port': 3128}}",
                        "proxy.host",
                        "without scheme and port"),
                mistake(
                        "a password for no proxy",
                        "{'proxy': {'use': ¶'none', 'password': 'hunter2'}}",
                        "proxy.use",
                        "Keep one"),
                mistake("an empty host without the proxy", proxy + "'']}}", "proxy.noProxy[1]", "one name or address"),
                mistake(
                        "a URL without the proxy",
                        proxy + "'https://a.example']}}",
                        "proxy.noProxy[1]",
                        "without scheme, port, and path"),
                mistake(
                        "a net without the proxy",
                        proxy + "'10.0.0.0/8']}}",
                        "proxy.noProxy[1]",
                        "without scheme, port, and path"),
                mistake(
                        "a port without the proxy",
                        proxy + "'a.example:443']}}",
                        "proxy.noProxy[1]",
                        "without scheme, port, and path"),
                mistake("two hosts in one", proxy + "'a.example,b.example']}}", "proxy.noProxy[1]", "one name"),
                mistake("a star in the middle", proxy + "'a.*.example']}}", "proxy.noProxy[1]", "*.example.com"),
                mistake(
                        "an element with brackets",
                        "{'wireLog': {'redact': [¶'<Iban>']}}",
                        "wireLog.redact[0]",
                        "brackets"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void isReportedWithItsPosition(String what, String marked, String key, String[] parts) {
        configurations.assertReported(marked, key, parts);
    }
}
