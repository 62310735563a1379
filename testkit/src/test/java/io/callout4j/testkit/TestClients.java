package io.callout4j.testkit;

import io.callout4j.certificates.CertificateAuthority;
import io.callout4j.certificates.CertificateProfile;
import io.callout4j.certificates.HeldCertificate;
import io.callout4j.certificates.KeyKind;
import io.callout4j.request.CalloutRequest;
import io.callout4j.request.Operation;
import javax.xml.namespace.QName;

/** Clients that are created once for all tests, and their requests. */
final class TestClients {

    static final CertificateAuthority ROOT = CertificateAuthority.root(
            CertificateProfile.client("CN=Partner Root").withKey(KeyKind.EC_P256));
    static final CertificateAuthority ISSUING = ROOT.intermediate("CN=Partner Issuing CA");
    static final HeldCertificate CHAINED =
            ISSUING.issue(CertificateProfile.client("CN=Contoso_SF_PCA").withKey(KeyKind.EC_P256));
    static final HeldCertificate SELF_SIGNED = selfSigned("CN=Contoso_SF,O=Contoso");
    static final HeldCertificate STRANGER = selfSigned("CN=Stranger");

    static final String PATH = "/services/Echo";

    private static final String NS = "urn:example:echo";

    private TestClients() {}

    static HeldCertificate selfSigned(String subject) {
        return HeldCertificate.selfSigned(CertificateProfile.client(subject).withKey(KeyKind.EC_P256));
    }

    /** A request for XML, without a certificate. */
    static CalloutRequest.Builder request(MutualTlsServer server) {
        Operation operation = Operation.of("urn:echo", new QName(NS, "echo"), new QName(NS, "echoResponse"));
        return CalloutRequest.builder(server.url(PATH), operation, "<echo xmlns='" + NS + "'>hello</echo>")
                .responseType(String.class);
    }

    /** The body of a successful response. */
    static String responseBody(String text) {
        return "<echoResponse xmlns='" + NS + "'>" + text + "</echoResponse>";
    }
}
