package org.printfarm.mqtt;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may import whom in this plugin. */
@AnalyzeClasses(packages = "org.printfarm.mqtt", importOptions = ImportOption.DoNotIncludeTests.class)
final class HouseRulesTest {

    @ArchTest
    static final ArchRule onlyTheWireKnowsNettyAndTls = noClasses()
            .that()
            .resideOutsideOfPackage("org.printfarm.mqtt.transport")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "javax.net.ssl..", "java.nio.channels..");

    @ArchTest
    static final ArchRule onlyMessagesKnowJackson = noClasses()
            .that()
            .resideOutsideOfPackage("org.printfarm.mqtt.message")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule nothingElseIsUsed = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "org.printfarm.mqtt..",
                    "org.printfarm.api..",
                    "java..",
                    "javax.net.ssl..",
                    "jdk.net..",
                    "io.netty..",
                    "com.fasterxml.jackson..",
                    "org.slf4j",
                    "org.jspecify..",
                    "org.pf4j");

    @ArchTest
    static final ArchRule modelIsPure = classes()
            .that()
            .resideInAPackage("org.printfarm.mqtt.model")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("org.printfarm.mqtt.model", "org.printfarm.api..", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule modelAndMessagesNeverLog = noClasses()
            .that()
            .resideInAnyPackage("org.printfarm.mqtt.model", "org.printfarm.mqtt.message")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.slf4j..");

    @ArchTest
    static final ArchRule messagesKnowNeitherSessionsNorTheWire = noClasses()
            .that()
            .resideInAPackage("org.printfarm.mqtt.message")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.printfarm.mqtt.session", "org.printfarm.mqtt.transport", "org.printfarm.mqtt");

    @ArchTest
    static final ArchRule sessionsDoNotKnowTheWire = noClasses()
            .that()
            .resideInAPackage("org.printfarm.mqtt.session")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.printfarm.mqtt.transport", "org.printfarm.mqtt");

    @ArchTest
    static final ArchRule pf4jStaysAtTheTop = noClasses()
            .that()
            .resideOutsideOfPackage("org.printfarm.mqtt")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.pf4j..");

    @ArchTest
    static final ArchRule packagesDoNotKnowEachOtherInCircles =
            slices().matching("org.printfarm.mqtt.(*)..").should().beFreeOfCycles();
}
