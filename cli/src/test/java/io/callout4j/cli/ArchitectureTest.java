package io.callout4j.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rules between the packages of the module. */
@AnalyzeClasses(packages = "io.callout4j.cli", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.callout4j.cli.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule noPackageUsesTheRoot = noClasses()
            .that()
            .resideInAPackage("io.callout4j.cli.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.callout4j.cli");

    @ArchTest
    static final ArchRule onlyTheEnvironmentReadsTheProcess = noClasses()
            .that()
            .doNotHaveSimpleName("CliEnvironment")
            .should()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(System.class, "console")
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(java.time.Instant.class, "now");
}
