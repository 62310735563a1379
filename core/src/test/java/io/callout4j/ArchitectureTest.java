package io.callout4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Arrows between the packages go one way, and what is public is meant to be. */
class ArchitectureTest {

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.callout4j");

    @Test
    void coreKnowsNothingOfCxf() {
        noClasses()
                .that()
                .resideInAPackage("io.callout4j..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.cxf..", "org.apache.hc..", "jakarta.xml..")
                .check(CORE);
    }

    @Test
    void packagesUseOnlyTheRootsValuesAndThoseBelowThem() {
        mayUse("identity");
        mayUse("certificates", "identity");
        mayUse("tls", "identity");
        mayUse("spi", "tls", "identity");
        mayUse("diagnosis", "tls", "identity", "spi");
        mayUse("config", "tls", "identity", "spi", "certificates", "diagnosis");
        mayUse("micrometer", "identity");
        mayUse("opentelemetry", "identity");
    }

    /** They are optional dependencies: without them on the class path, a class that used them could not be loaded. */
    @Test
    void whatIsForWatchingIsUsedByItsOwnPackageAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.callout4j.micrometer")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micrometer..", "io.callout4j.micrometer")
                .check(CORE);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.callout4j.opentelemetry")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.opentelemetry..", "io.callout4j.opentelemetry")
                .check(CORE);
        noClasses()
                .that()
                .resideInAnyPackage("io.callout4j.micrometer", "io.callout4j.opentelemetry")
                .should()
                .dependOnClassesThat(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "are identities and not CertificateExpiry",
                        type -> type.getPackageName().equals("io.callout4j.identity")
                                && !type.getSimpleName().equals("CertificateExpiry")))
                .check(CORE);
    }

    private static void mayUse(String name, String... others) {
        String[] allowed = new String[others.length + 2];
        allowed[0] = "io.callout4j";
        allowed[1] = "io.callout4j." + name;
        for (int i = 0; i < others.length; i++) {
            allowed[i + 2] = "io.callout4j." + others[i];
        }
        classes()
                .that()
                .resideInAPackage("io.callout4j." + name)
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackage("io.callout4j..")
                .orShould()
                .onlyDependOnClassesThat(new com.tngtech.archunit.base.DescribedPredicate<JavaClass>("are allowed") {
                    @Override
                    public boolean test(JavaClass other) {
                        return !other.getPackageName().startsWith("io.callout4j")
                                || List.of(allowed).contains(other.getPackageName());
                    }
                })
                .check(CORE);
    }

    @Test
    void nothingBelowTheRootUsesTheRuntimeOrTheStub() {
        noClasses()
                .that()
                .resideInAnyPackage("io.callout4j.*..")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Callouts.class, CalloutStub.class, WebServiceCallout.class, WebServiceMock.class)
                .check(CORE);
    }

    @Test
    void nothingChangesTheJvmForOthers() {
        noClasses()
                .should()
                .callMethod(java.security.Security.class, "addProvider", java.security.Provider.class)
                .orShould()
                .callMethod(java.security.Security.class, "setProperty", String.class, String.class)
                .orShould()
                .callMethod(System.class, "setProperty", String.class, String.class)
                .orShould()
                .callMethod(javax.net.ssl.SSLContext.class, "setDefault", javax.net.ssl.SSLContext.class)
                .check(CORE);
    }

    /**
     * CXF takes TrustManagers from its callers, writes its own into their array, and accepts any host where one is a plain
     * X509TrustManager. Here there is no door for one.
     */
    @Test
    void nobodyHandsInTrustOrKeyManagers() {
        com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage("io.callout4j..")
                .and()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .should()
                .haveRawParameterTypes(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "with a TrustManager or KeyManager", types -> types.stream()
                                .anyMatch(type -> type.getBaseComponentType()
                                                .isAssignableTo(javax.net.ssl.TrustManager.class)
                                        || type.getBaseComponentType().isAssignableTo(javax.net.ssl.KeyManager.class))))
                .check(CORE);
    }

    /** A type that becomes public becomes a promise (docs/versioning.md): whoever adds one adds it here. */
    @Test
    void thePublicTypesAreThese() {
        assertThat(CORE.stream().filter(type -> isPublic(type)).map(type -> type.getName()
                        .substring("io.callout4j.".length())))
                .containsExactlyInAnyOrder(
                        "CalloutConfigurationException",
                        "CalloutConnectException",
                        "CalloutException",
                        "CalloutFaultException",
                        "CalloutHttpException",
                        "CalloutLimits",
                        "CalloutListener",
                        "CalloutOutcome",
                        "CalloutPhase",
                        "CalloutReport",
                        "CalloutRequest",
                        "CalloutRequest$Builder",
                        "CalloutRequest$HeaderBlock",
                        "CalloutResponse",
                        "CalloutResponseException",
                        "CalloutStart",
                        "CalloutStub",
                        "CalloutTimeoutException",
                        "CalloutTlsException",
                        "Callouts",
                        "CalloutsBuilder",
                        "ClientCertificateException",
                        "ClientCertificateException$Reason",
                        "Finding",
                        "HandshakeRecord",
                        "HandshakeRecord$Attempt",
                        "HandshakeRecord$CertificateRequest",
                        "HandshakeRecord$Failure",
                        "HandshakeRecord$Failure$Kind",
                        "HandshakeRecord$Session",
                        "NamedCredential",
                        "Operation",
                        "Severity",
                        "SoapHeader",
                        "SoapVersion",
                        "WebServiceCallout",
                        "WebServiceMock",
                        "certificates.CertificateAuthority",
                        "certificates.CertificateProfile",
                        "certificates.CertificateProfile$Purpose",
                        "certificates.CertificateRequest",
                        "certificates.CertificateStore",
                        "certificates.HeldCertificate",
                        "certificates.KeyKind",
                        "certificates.NewEntry",
                        "certificates.PrivateFile",
                        "certificates.StoredCertificate",
                        "config.Configuration",
                        "config.ConfigurationFile",
                        "diagnosis.Diagnosis",
                        "diagnosis.Doctor",
                        "diagnosis.Examination",
                        "diagnosis.HandshakeFindings",
                        "diagnosis.HttpFindings",
                        "diagnosis.HttpSeen",
                        "diagnosis.Probe",
                        "diagnosis.Probe$Kind",
                        "identity.CertificateExpiry",
                        "identity.CertificateExpiryListener",
                        "identity.ClientIdentity",
                        "identity.IdentityLimits",
                        "identity.IdentitySource",
                        "identity.IdentitySource$Type",
                        "identity.KeyStoreEntry",
                        "identity.KeyStoreListing",
                        "identity.NamedCertificates",
                        "identity.NamedCertificatesBuilder",
                        "identity.StoredIdentity",
                        "micrometer.CalloutMeters",
                        "opentelemetry.CalloutSpans",
                        "spi.CalloutTransport",
                        "spi.CalloutTransportProvider",
                        "spi.TransportAnswer",
                        "spi.TransportAnswer$Traffic",
                        "spi.TransportExchange",
                        "spi.TransportSettings",
                        "tls.CertificateOffer",
                        "tls.Connection",
                        "tls.ConnectionFailedException",
                        "tls.Connector",
                        "tls.Deadline",
                        "tls.DeadlineTimer",
                        "tls.Endpoint",
                        "tls.HttpProxy",
                        "tls.Revocation",
                        "tls.ServerTrust",
                        "tls.TlsContext",
                        "tls.TlsContexts",
                        "tls.TlsSettings",
                        "tls.TlsVersion");
    }

    private static boolean isPublic(JavaClass type) {
        if (type.getSimpleName().equals("package-info") || !type.getModifiers().contains(JavaModifier.PUBLIC)) {
            return false;
        }
        return type.getEnclosingClass().map(ArchitectureTest::isPublic).orElse(true);
    }
}
