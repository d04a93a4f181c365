package org.printfarm.bind;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom. Each rule is a top-level field of this class: nested ones are skipped silently. */
@AnalyzeClasses(packages = "org.printfarm.bind", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {

    private static final String MINA = "org.apache.mina..";

    @ArchTest
    static final ArchRule framesKnowTheJdkOnly = classes()
            .that()
            .resideInAPackage("..bind.frame..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.printfarm.bind.frame..", "org.jspecify..");

    @ArchTest
    static final ArchRule messagesKnowFramesJacksonAndTheApi = classes()
            .that()
            .resideInAPackage("..bind.message..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "com.fasterxml.jackson.core..",
                    "org.printfarm.api",
                    "org.printfarm.bind.frame..",
                    "org.printfarm.bind.message..");

    @ArchTest
    static final ArchRule respondersArePure = classes()
            .that()
            .resideInAPackage("..bind.respond..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java.lang..",
                    "java.util..",
                    "org.jspecify..",
                    "org.printfarm.api",
                    "org.printfarm.bind.message..",
                    "org.printfarm.bind.respond..");

    @ArchTest
    static final ArchRule onlyTheNetworkSideKnowsMina = noClasses()
            .that()
            .resideOutsideOfPackages("..bind.transport..", "..bind.exchange..", "..bind.tls..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(MINA);

    @ArchTest
    static final ArchRule pluginsKnowNeitherTheHostNorEachOther = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.printfarm.host..", "org.printfarm.ssdp..", "org.printfarm.mqtt..", "org.printfarm.ftp..");

    @ArchTest
    static final ArchRule codecsNeverLog = noClasses()
            .that()
            .resideInAnyPackage("..bind.frame..", "..bind.message..", "..bind.respond..")
            .or()
            .haveSimpleNameEndingWith("Decoder")
            .or()
            .haveSimpleNameEndingWith("Encoder")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.slf4j..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("org.printfarm.bind.(*)..").should().beFreeOfCycles();
}
