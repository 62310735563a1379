package io.callout4j.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

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
    static final ArchRule publicTypesAreUsedByOtherPackages = classes()
            .that()
            .arePublic()
            .and()
            .doNotHaveSimpleName("CalloutCommand")
            .should(new ArchCondition<>("be used by another package") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    boolean used = type.getDirectDependenciesToSelf().stream()
                            .map(dependency -> dependency.getOriginClass().getPackageName())
                            .anyMatch(user -> !user.equals(type.getPackageName()));
                    events.add(
                            new SimpleConditionEvent(type, used, type.getName() + " is public for no other package"));
                }
            });

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
