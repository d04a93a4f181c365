package org.printfarm.ssdp;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may import whom in this plugin. */
@AnalyzeClasses(packages = "org.printfarm.ssdp", importOptions = ImportOption.DoNotIncludeTests.class)
final class HouseRulesTest {

    @ArchTest
    static final ArchRule onlyTheNetPackageHoldsSockets = noClasses()
            .that()
            .resideOutsideOfPackage("org.printfarm.ssdp.net")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.nio.channels..")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("java\\.net\\..*(Socket|Interface).*");

    @ArchTest
    static final ArchRule onlyTheJdkTheApiAndTheLoggerAreUsed = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "org.printfarm.ssdp..", "org.printfarm.api..", "java..", "org.slf4j", "org.jspecify..", "org.pf4j");

    @ArchTest
    static final ArchRule pf4jStaysAtTheTop = noClasses()
            .that()
            .resideOutsideOfPackage("org.printfarm.ssdp")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.pf4j..");

    @ArchTest
    static final ArchRule messagesAndPaceAreSilentAndKnowNobody = noClasses()
            .that()
            .resideInAnyPackage(
                    "org.printfarm.ssdp.message", "org.printfarm.ssdp.schedule", "org.printfarm.ssdp.settings")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.slf4j..", "org.printfarm.ssdp.net", "org.printfarm.ssdp");

    @ArchTest
    static final ArchRule packagesDoNotKnowEachOtherInCircles =
            slices().matching("org.printfarm.ssdp.(*)..").should().beFreeOfCycles();
}
