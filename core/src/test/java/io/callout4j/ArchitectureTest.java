package io.callout4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The dependencies between packages have no cycles, and only intended types are public. */
class ArchitectureTest {

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.callout4j");

    /** Each package is a slice, the root among them. */
    private static final SliceAssignment PACKAGES = new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    };

    /** A size that a newcomer can still read. */
    private static final int MAX_FILES = 25;

    @Test
    void coreDoesNotUseCxf() {
        noClasses()
                .that()
                .resideInAPackage("io.callout4j..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.cxf..", "jakarta.xml..")
                .check(CORE);
    }

    @Test
    void httpCoreIsUsedInOnePackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.callout4j.internal.http")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.hc..")
                .check(CORE);
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().assignedFrom(PACKAGES).should().beFreeOfCycles().check(CORE);
    }

    @Test
    void theRootPackageIsOnlyUsedByMonitoring() {
        noClasses()
                .that()
                .resideInAPackage("io.callout4j.*..")
                .and()
                .resideOutsideOfPackages("io.callout4j.micrometer", "io.callout4j.opentelemetry")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.callout4j")
                .check(CORE);
    }

    @Test
    void publicInternalTypesAreUsedByAnotherPackage() {
        assertThat(CORE.stream()
                        .filter(type -> type.getPackageName().startsWith("io.callout4j.internal"))
                        .filter(type ->
                                type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(type -> type.getDirectDependenciesToSelf().stream()
                                .allMatch(use ->
                                        use.getOriginClass().getPackageName().equals(type.getPackageName())))
                        .map(JavaClass::getName))
                .isEmpty();
    }

    @Test
    void noPackageHasTooManyFiles() {
        Map<String, Long> files = CORE.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
        assertThat(files).allSatisfy((name, count) -> assertThat(count).as(name).isLessThanOrEqualTo(MAX_FILES));
    }

    /** They are optional dependencies: without them on the class path, other classes that use them could not be loaded. */
    @Test
    void monitoringLibrariesAreOnlyUsedByTheirPackage() {
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

    @Test
    void nothingChangesTheJvm() {
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
     * X509TrustManager. This API accepts none.
     */
    @Test
    void theApiAcceptsNoTrustOrKeyManagers() {
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

    /** A public type is a promise (docs/versioning.md): add new ones here deliberately. */
    @Test
    void thePublicTypesAreThese() {
        assertThat(CORE.stream().filter(ArchitectureTest::isPromised).map(type -> type.getName()
                        .substring("io.callout4j.".length())))
                .containsExactlyInAnyOrder(
                        "CalloutListener",
                        "CalloutOutcome",
                        "CalloutReport",
                        "CalloutResponse",
                        "CalloutStart",
                        "CalloutStub",
                        "Callouts",
                        "CalloutsBuilder",
                        "SoapHeader",
                        "WebServiceCallout",
                        "WebServiceMock",
                        "certificates.CertificateAuthority",
                        "certificates.CertificateProfile",
                        "certificates.CertificateRequest",
                        "certificates.CertificateStore",
                        "certificates.HeldCertificate",
                        "certificates.KeyKind",
                        "certificates.NewEntry",
                        "certificates.StoredCertificate",
                        "diagnosis.Diagnosis",
                        "diagnosis.Doctor",
                        "diagnosis.Examination",
                        "error.CalloutConfigurationException",
                        "error.CalloutConnectException",
                        "error.CalloutException",
                        "error.CalloutFaultException",
                        "error.CalloutHttpException",
                        "error.CalloutPhase",
                        "error.CalloutResponseException",
                        "error.CalloutTimeoutException",
                        "error.CalloutTlsException",
                        "error.ClientCertificateException",
                        "error.Finding",
                        "error.FindingCode",
                        "error.HandshakeRecord",
                        "identity.CertificateExpiry",
                        "identity.ClientIdentity",
                        "identity.IdentityLimits",
                        "identity.IdentitySource",
                        "identity.KeyStoreEntry",
                        "micrometer.CalloutMeters",
                        "micrometer.CalloutObservations",
                        "opentelemetry.CalloutSpans",
                        "request.CalloutLimits",
                        "request.CalloutRequest",
                        "request.CertificateChoice",
                        "request.NamedCredential",
                        "request.Operation",
                        "request.ResponseValues",
                        "spi.HttpResponse",
                        "spi.SoapCodec",
                        "spi.SoapCodecProvider",
                        "trust.CertificateOffer",
                        "trust.HttpProxy",
                        "trust.Revocation",
                        "trust.ServerTrust",
                        "trust.TlsVersion");
    }

    private static boolean isPromised(JavaClass type) {
        return !type.getPackageName().startsWith("io.callout4j.internal")
                && type.isTopLevelClass()
                && type.getModifiers().contains(JavaModifier.PUBLIC);
    }
}
