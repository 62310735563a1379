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

/** Every kind of mistake is reported with line, column, key and remedy, and without a secret. */
class ConfigurationMistakesTest {

    @TempDir
    static Path folder;

    private static MistakenConfigurations configurations;

    @BeforeAll
    static void files() throws IOException {
        configurations = MistakenConfigurations.in(folder);
    }

    static Stream<Arguments> mistakes() {
        String erp = "{'namedCredentials': {'Erp': {'url': 'https://e.example'";
        String contoso = "{'certificates': {'Contoso': {'path': 'contoso.p12', 'password': 'hunter2-password'";
        return Stream.of(
                // Syntax
                mistake("nothing", "¶", "", "the file is empty"),
                mistake("a list", "¶[]", "", "expected an object"),
                mistake(
                        "a missing bracket at the end",
                        "{'limits': {'requestBytes': 5}¶",
                        "limits",
                        "closing bracket is missing"),
                mistake("two values", "{} ¶{}", "", "after the end"),
                mistake("an extra comma", "{'offer': 'always',¶}", "offer", "unexpected character"),
                mistake(
                        "a missing comma",
                        "{'offer': 'always'\n  ¶'limits': {}}",
                        "offer",
                        "comma, colon, or bracket is missing"),
                mistake("a missing colon", "{'offer' ¶'always'}", "offer", "comma, colon, or bracket is missing"),
                mistake("a key without quotes", "{¶offer: 'always'}", "", "double quotes"),
                mistake("a word without quotes", "{'offer': ¶hunter2}", "offer", "strings need double quotes"),
                mistake("a comment", "{\n  ¶// hunter2\n  'offer': 'always'}", "", "JSON has no comments"),
                mistake(
                        "a Windows path",
                        "{'keyStores': [{'path': 'C:\\¶keys\\hunter2.p12'}]}",
                        "keyStores[0].path",
                        "invalid escape sequence"),
                mistake("an unterminated string", "{'offer': 'hunter2¶\n}", "offer", "unterminated string"),
                mistake("a key twice", "{'offer': 'always', 'offer'¶: 'matching'}", "offer", "occurs twice"),
                mistake(
                        "a wrong bracket",
                        "{'remoteSites': ['https://a'¶}}",
                        "remoteSites[0]",
                        "does not match the opening one"),
                mistake("leading zeros", "{'asyncThreads': 0¶7}", "asyncThreads", "invalid syntax"),
                // Keys
                mistake(
                        "an unknown key",
                        "{\n  ¶'certs': {}}",
                        "certs",
                        "unknown key",
                        "certificates, connections, keyStores"),
                mistake(
                        "a misspelled key",
                        "{'¶certificate': {}}".replace("'¶", "¶'"),
                        "certificate",
                        "Did you mean \"certificates\"?"),
                mistake(
                        "a misspelt key within",
                        "{'certificates': {'Contoso': {'path': 'contoso.p12',\n ¶'pasword': 'hunter2'}}}",
                        "certificates.Contoso.pasword",
                        "Did you mean \"password\"?"),
                mistake(
                        "another case",
                        "{'¶KeyStores': []}".replace("'¶", "¶'"),
                        "KeyStores",
                        "Did you mean \"keyStores\"?"),
                mistake(
                        "a key from elsewhere",
                        "{'proxy': {¶'timeout': 5}}",
                        "proxy.timeout",
                        "Known keys: host, noProxy"),
                // Types of values
                mistake(
                        "a number instead of a string",
                        "{'keyStores': [{'path': 'contoso.p12', 'password': ¶12345678}]}",
                        "keyStores[0].password",
                        "expected a string",
                        "double quotes"),
                mistake(
                        "a string instead of a list",
                        "{'remoteSites': ¶'https://a.example'}",
                        "remoteSites",
                        "expected a list",
                        "Put [ ]"),
                mistake("a list instead of an object", "{'limits': ¶[5]}", "limits", "expected an object"),
                mistake(
                        "a string instead of an object",
                        "{'certificates': {'Contoso': ¶'contoso.p12'}}",
                        "certificates.Contoso",
                        "expected an object"),
                mistake("a string instead of a number", "{'asyncThreads': ¶'many'}", "asyncThreads", "whole number"),
                mistake(
                        "a timeout with a unit",
                        erp + ", 'timeout': ¶'5s'}}}",
                        "namedCredentials.Erp.timeout",
                        "The unit is milliseconds: 5000 is 5 seconds."),
                mistake(
                        "a size with a unit",
                        "{'limits': {'responseBytes': ¶'6MB'}}",
                        "limits.responseBytes",
                        "The unit is bytes."),
                mistake("a fraction", "{'asyncThreads': ¶1.5}", "asyncThreads", "whole number"),
                mistake(
                        "a huge number",
                        "{'limits': {'responseBytes': ¶99999999999}}",
                        "limits.responseBytes",
                        "whole number"),
                mistake(
                        "a number instead of true or false",
                        "{'trust': {'system': ¶1}}",
                        "trust.system",
                        "expected true or false"),
                mistake(
                        "nothing in a list",
                        "{'remoteSites': ['https://a.example', ¶null]}",
                        "remoteSites[1]",
                        "but found null"),
                mistake(
                        "nothing for a certificate",
                        "{'certificates': {'Contoso': ¶null}}",
                        "certificates.Contoso",
                        "but found null"),
                // Placeholders
                mistake(
                        "a variable that is not set", "{'keyStores': [{'path': 'a', 'password': ¶'${env:NOWHERE}'}]}",
                        "keyStores[0].password", "variable NOWHERE is not set"),
                mistake(
                        "a property that is not set",
                        "{'offer': ¶'${sys:callout4j.nowhere}'}",
                        "offer",
                        "callout4j.nowhere is not set"),
                mistake("a missing file", "{'offer': ¶'${file:nowhere.pw}'}", "offer", "nowhere.pw does not exist"),
                mistake("a file that is not text", "{'offer': ¶'${file:binary.pw}'}", "offer", "not text in UTF-8"),
                mistake("a folder instead of a file", "{'offer': ¶'${file:certificates}'}", "offer", "is a folder"),
                mistake("an unknown kind", "{'offer': ¶'${vault:hunter}'}", "offer", "${env:NAME}"),
                mistake("a missing brace", "{'offer': ¶'${env:PASSWORD'}", "offer", "has no closing }"),
                mistake("a variable in the wrong locale", "{'offer': ¶'${env:BROKEN}'}", "offer", "locale"),
                mistake(
                        "a variable that is not a number",
                        "{'asyncThreads': ¶'${env:NUMBER}'}",
                        "asyncThreads",
                        "whole number"),
                mistake(
                        "a secret in the wrong place",
                        "{'offer': ¶'${env:WORD}'}",
                        "offer",
                        "must be always or matching"),
                // Certificates
                mistake(
                        "a certificate without anything",
                        "{'certificates': {'Contoso': ¶{}}}",
                        "certificates.Contoso",
                        "found none of them"),
                mistake(
                        "a certificate in two ways",
                                "{'certificates': {'Contoso': ¶{'path': 'a', 'inline': 'hunter2'}}}",
                        "certificates.Contoso", "path and inline"),
                mistake(
                        "a certificate without its key", "{'certificates': {'Contoso': ¶{'certificate': 'tls.crt'}}}",
                        "certificates.Contoso", "\"privateKey\" is missing"),
                mistake(
                        "an empty path",
                        "{'certificates': {'Contoso': {'path': ¶''}}}",
                        "certificates.Contoso.path",
                        "empty"),
                mistake(
                        "an alias for two files",
                        "{'certificates': {'C': {'certificate': 'tls.crt', 'privateKey': 'tls.key', 'alias': ¶'c'}}}",
                        "certificates.C.alias",
                        "Remove it"),
                mistake(
                        "a certificate without a name",
                        "{'certificates': {'': ¶{'path': 'contoso.p12'}}}",
                        "certificates.",
                        "Give it a name"),
                mistake(
                        "a file of a certificate that is not there",
                                "{'certificates': {'Contoso': {'path': ¶'nowhere.p12'}}}",
                        "certificates.Contoso.path", "does not exist"),
                mistake(
                        "a wrong password",
                                "{'certificates': {'Contoso': {'path': 'contoso.p12', 'password': ¶'hunter2'}}}",
                        "certificates.Contoso.password", "password"),
                mistake(
                        "an unknown alias",
                        contoso + ", 'alias': ¶'fabrikam'}}}",
                        "certificates.Contoso.alias",
                        "fabrikam"),
                mistake(
                        "a file that is not a key store", "{'certificates': {'Contoso': {'path': ¶'note.txt'}}}",
                        "certificates.Contoso.path", "note.txt"),
                mistake(
                        "a text that is not a key store",
                                "{'certificates': {'Contoso': {'inline': ¶'hunter2-hunter2'}}}",
                        "certificates.Contoso.inline", "certificates.Contoso.inline"),
                mistake(
                        "another certificate's key",
                        "{'certificates': {'C': {'certificate': 'tls.crt', 'privateKey': ¶'other.key'}}}",
                        "certificates.C.privateKey",
                        "key"),
                mistake(
                        "a key store without a path",
                        "{'keyStores': [¶{'password': 'hunter2'}]}",
                        "keyStores[0]",
                        "\"path\" is missing"),
                mistake(
                        "a key store's wrong password",
                                "{'keyStores': [{'path': 'contoso.p12', 'password': ¶'hunter2'}]}",
                        "keyStores[0].password", "password"),
                // Trust and TLS
                mistake(
                        "a trust file that is not there",
                        "{'trust': {'files': [¶'nowhere.pem']}}",
                        "trust.files[0]",
                        "does not exist"),
                mistake(
                        "a trust file without certificates",
                        "{'trust': {'files': [¶'note.txt']}}",
                        "trust.files[0]",
                        "note.txt"),
                mistake("no trusted servers", "{'trust': ¶{'system': false}}", "trust", "no server would be trusted"),
                mistake("an invalid pin", "{'trust': {'pins': [¶'sha1/abc']}}", "trust.pins[0]", "sha256/"),
                mistake(
                        "a word for revocation",
                        "{'trust': {'revocation': ¶'hard'}}",
                        "trust.revocation",
                        "must be off, soft, or required"),
                mistake(
                        "a file that is not a CRL",
                        "{'trust': {'revocation': 'soft', 'crls': [¶'note.txt']}}",
                        "trust.crls[0]",
                        "note.txt"),
                mistake("an old TLS version", "{'tlsVersions': ['1.2', ¶'1.1']}", "tlsVersions[1]", "1.2, 1.3"),
                mistake("no TLS version", "{'tlsVersions': ¶[]}", "tlsVersions", "Set 1.2, 1.3, or both"),
                mistake("a word for offer", "{'offer': ¶'sometimes'}", "offer", "must be always or matching"),
                mistake(
                        "an invalid server name",
                        "{'serverNames': {'10.0.0.7': ¶'https://e.example'}}",
                        "serverNames.10.0.0.7",
                        "DNS name"),
                // Sites and credentials
                mistake(
                        "a site without a scheme",
                        "{'remoteSites': [¶'erp.example.com']}",
                        "remoteSites[0]",
                        "no scheme"),
                mistake(
                        "a credential without a URL",
                        "{'namedCredentials': {'Erp': ¶{}}}",
                        "namedCredentials.Erp",
                        "\"url\" is missing"),
                mistake(
                        "a URL with a password",
                                "{'namedCredentials': {'Erp': {'url': ¶'https://u:hunter2@e.example'}}}",
                        "namedCredentials.Erp.url", "it contains a user name"),
                mistake(
                        "a name that looks like a path",
                                "{'namedCredentials': {'Erp/x': ¶{'url': 'https://e.example'}}}",
                        "namedCredentials.Erp/x", "callout:Name/path"),
                mistake(
                        "a time beyond the range",
                        erp + ", 'timeout': ¶120001}}}",
                        "namedCredentials.Erp.timeout",
                        "between 1 and 120000"),
                mistake(
                        "a header that is the callout's own",
                        erp + ", 'headers': {'Host': ¶'x'}}}}",
                        "namedCredentials.Erp.headers.Host",
                        "the callout sets it"),
                mistake(
                        "a header with a line break",
                        erp + ", 'headers': {'X-A': ¶'hunter2\\nX: y'}}}}",
                        "namedCredentials.Erp.headers.X-A",
                        "line break"),
                mistake(
                        "a header twice",
                        erp + ", 'headers': {'X-A': 'a', 'x-a': ¶'b'}}}}",
                        "namedCredentials.Erp.headers.x-a",
                        "twice"),
                mistake(
                        "a password without a user",
                        erp + ", 'password': ¶'hunter2'}}}",
                        "namedCredentials.Erp.password",
                        "needs a username"),
                mistake(
                        "a user without a password",
                        erp + ", 'username': ¶'erp'}}}",
                        "namedCredentials.Erp.username",
                        "needs a password"),
                mistake(
                        "merge fields without a login",
                                "{'namedCredentials': {'Erp': ¶{'url': 'https://e', 'mergeFieldsInBody': ['Password']}}}",
                        "namedCredentials.Erp", "no username and password"),
                mistake(
                        "a missing certificate",
                        erp + ", 'certificate': ¶'Contosso'}}, " + contoso.substring(1) + "}}}",
                        "namedCredentials.Erp.certificate",
                        "Did you mean \"Contoso\"?"),
                // Proxy, limits, reload
                mistake(
                        "a proxy without a port",
                        "{'proxy': ¶{'host': 'proxy.example'}}",
                        "proxy",
                        "\"port\" is missing"),
                mistake(
                        "a proxy with its port in the host",
                        "{'proxy': {'host': ¶'http://proxy.example', 'port': 3128}}",
                        "proxy.host",
                        "The host must be a name or an address"),
                mistake(
                        "an invalid port",
                        "{'proxy': {'host': 'proxy.example', 'port': ¶70000}}",
                        "proxy.port",
                        "between 1 and 65535"),
                mistake(
                        "a proxy in two ways",
                        "{'proxy': {'use': ¶'none', 'host': 'proxy.example'}}",
                        "proxy.use",
                        "Keep one"),
                mistake("a word for the proxy", "{'proxy': {'use': ¶'auto'}}", "proxy.use", "\"none\" or \"system\""),
                mistake(
                        "a proxy's user without a password",
                        "{'proxy': {'host': 'p.example', 'port': 1, 'username': ¶'u'}}",
                        "proxy.username",
                        "needs a password"),
                mistake("a limit of nothing", "{'limits': {'requestBytes': ¶0}}", "limits.requestBytes", "at least 1"),
                mistake("a depth without room", "{'limits': {'xmlDepth': ¶2}}", "limits.xmlDepth", "3 levels"),
                mistake(
                        "an element with a prefix",
                        "{'wireLog': {'redact': ['CardNumber', ¶'c:CardNumber']}}",
                        "wireLog.redact[1]",
                        "without prefix"),
                mistake(
                        "a connection without age",
                        "{'connections': {'maxAgeSeconds': ¶0}}",
                        "connections.maxAgeSeconds",
                        "between 1 second and 24 hours"),
                mistake(
                        "a session of more than a day",
                        "{'connections': {'sessionSeconds': ¶86401}}",
                        "connections.sessionSeconds",
                        "between 1 second and 24 hours"),
                mistake(
                        "merge fields everywhere",
                        "{'namedCredentials': {'Erp': {'url': 'https://e', 'username': 'u', 'password': 'p',"
                                + " 'mergeFieldsInBody': ¶true}}}",
                        "namedCredentials.Erp.mergeFieldsInBody",
                        "a list"),
                mistake(
                        "merge fields nowhere",
                        "{'namedCredentials': {'Erp': {'url': 'https://e', 'username': 'u', 'password': 'p',"
                                + " 'mergeFieldsInBody': ¶[]}}}",
                        "namedCredentials.Erp.mergeFieldsInBody",
                        "nothing would be filled in"),
                mistake(
                        "merge fields in an element with a prefix",
                        "{'namedCredentials': {'Erp': {'url': 'https://e', 'username': 'u', 'password': 'p',"
                                + " 'mergeFieldsInBody': [¶'wsse:Password']}}}",
                        "namedCredentials.Erp.mergeFieldsInBody[0]",
                        "without prefix"),
                mistake("no threads", "{'asyncThreads': ¶0}", "asyncThreads", "at least 1"),
                mistake("a reload in no time", "{'reload': {'seconds': ¶0}}", "reload.seconds", "0.1"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void isReportedWithItsPosition(String what, String marked, String key, String[] parts) {
        configurations.assertReported(marked, key, parts);
    }
}
