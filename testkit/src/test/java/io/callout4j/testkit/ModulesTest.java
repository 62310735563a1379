package io.callout4j.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** How the modules relate to each other on a user's module path. */
class ModulesTest {

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.callout4j");

    @Test
    void noPackageIsInTwoModules() {
        Map<String, Set<String>> places = new TreeMap<>();
        for (JavaClass type : ALL) {
            String source = type.getSource().orElseThrow().getUri().toString();
            String place = source.substring(0, source.indexOf("io/callout4j/"));
            places.computeIfAbsent(type.getPackageName(), name -> new TreeSet<>())
                    .add(place);
        }
        assertThat(places).containsKeys("io.callout4j", "io.callout4j.cxf", "io.callout4j.testkit");
        assertThat(places).allSatisfy((name, where) -> assertThat(where).hasSize(1));
    }

    /** What is internal is for core, the codec and the command: the testkit uses what its users can use. */
    @Test
    void theTestkitUsesNothingInternal() {
        noClasses()
                .that()
                .resideInAPackage("io.callout4j.testkit..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.callout4j.internal..")
                .check(ALL);
    }

    @Test
    void theTestkitHasOnlyThesePublicTypes() {
        assertThat(ALL.stream()
                        .filter(type -> type.getPackageName().equals("io.callout4j.testkit"))
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(type -> !type.getSimpleName().equals("package-info"))
                        .map(type -> type.getName().substring("io.callout4j.testkit.".length())))
                .containsExactlyInAnyOrder(
                        "ClientCertHeader",
                        "ClientCertificates",
                        "MutualTlsServer",
                        "MutualTlsServer$Builder",
                        "SoapResponses");
    }
}
