package io.callout4j.cxf;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses ADAPTER = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.callout4j.cxf");

    /** So that the module shares no package with core, and nothing depends on what is behind the provider. */
    @Test
    void onlyTheProviderIsPublic() {
        assertThat(ADAPTER.stream()
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(type -> type.getPackageName().equals("io.callout4j.cxf"))
                        .map(type -> type.getName()))
                .containsExactly("io.callout4j.cxf.CxfCodecProvider");
    }

    @Test
    void theChecksOfValuesKnowNothingOfCxf() {
        noClasses()
                .that()
                .resideInAPackage("io.callout4j.cxf.values")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.cxf..", "io.callout4j.cxf")
                .check(ADAPTER);
    }

    @Test
    void createsAndChangesNoCxfBus() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.apache.cxf.BusFactory")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.apache.cxf.bus.extension.ExtensionManagerBus")
                .check(ADAPTER);
    }

    @Test
    void onlyCoreOpensConnections() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.Socket")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.net.ssl", "org.apache.hc..")
                .check(ADAPTER);
    }
}
