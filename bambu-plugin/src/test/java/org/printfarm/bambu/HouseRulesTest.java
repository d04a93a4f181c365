package org.printfarm.bambu;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may import whom in this plugin. */
@AnalyzeClasses(packages = "org.printfarm.bambu", importOptions = ImportOption.DoNotIncludeTests.class)
final class HouseRulesTest {

    @ArchTest
    static final ArchRule onlyTheLinkKnowsNetty = noClasses()
            .that()
            .resideOutsideOfPackage("org.printfarm.bambu.link")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule onlyMessagesKnowJackson = noClasses()
            .that()
            .resideOutsideOfPackage("org.printfarm.bambu.message")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule nothingElseIsUsed = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "org.printfarm.bambu..",
                    "org.printfarm.api..",
                    "java..",
                    "javax.net.ssl..",
                    "javax.naming..",
                    "javax.security.auth.x500..",
                    "io.netty..",
                    "com.fasterxml.jackson..",
                    "org.slf4j",
                    "org.jspecify..",
                    "org.pf4j");

    @ArchTest
    static final ArchRule modelIsPure = classes()
            .that()
            .resideInAPackage("org.printfarm.bambu.model")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("org.printfarm.bambu.model", "org.printfarm.api..", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule messagesKnowNoSocket = noClasses()
            .that()
            .resideInAPackage("org.printfarm.bambu.message")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javax.net..", "org.printfarm.bambu.link", "org.printfarm.bambu.upload");

    @ArchTest
    static final ArchRule onlyTheDriverLogs = noClasses()
            .that()
            .resideOutsideOfPackage("org.printfarm.bambu")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.slf4j..");

    @ArchTest
    static final ArchRule pf4jStaysAtTheTop = noClasses()
            .that()
            .resideOutsideOfPackage("org.printfarm.bambu")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.pf4j..");

    /** Signed commands need a key that nobody but the maker has: there is neither one here nor a place for one. */
    @ArchTest
    static final ArchRule nothingSigns = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.security.Signature")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.security.PrivateKey")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("javax.net.ssl.KeyManager");

    @ArchTest
    static final ArchRule packagesDoNotKnowEachOtherInCircles =
            slices().matching("org.printfarm.bambu.(*)..").should().beFreeOfCycles();
}
