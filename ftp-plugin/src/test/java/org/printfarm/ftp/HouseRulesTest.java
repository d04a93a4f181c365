package org.printfarm.ftp;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which package may know which. */
@AnalyzeClasses(packages = "org.printfarm.ftp", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {

    @ArchTest
    static final ArchRule onlyConnectionsKnowMina = noClasses()
            .that()
            .resideOutsideOfPackages("..ftp.net..", "..ftp.control..", "..ftp.data..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.mina..");

    @ArchTest
    static final ArchRule onlyTheTopKnowsPf4j = noClasses()
            .that()
            .resideOutsideOfPackage("org.printfarm.ftp")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.pf4j..");

    @ArchTest
    static final ArchRule linesAndTlsKnowTheJdkAndTheTableOfAlertsOnly = classes()
            .that()
            .resideInAnyPackage("..ftp.protocol..", "..ftp.tls..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.printfarm.api.net",
                    "javax.net.ssl..",
                    "org.jspecify..",
                    "..ftp.protocol..",
                    "..ftp.tls..");

    @ArchTest
    static final ArchRule theCardKnowsPathsAndWhatTheHostKeeps = classes()
            .that()
            .resideInAPackage("..ftp.sdcard..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "..api.job..", "..ftp.protocol..", "..ftp.sdcard..");

    @ArchTest
    static final ArchRule thePluginKnowsTheApiAndNothingElseOfTheProject = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.printfarm.host..", "org.printfarm.bind..", "org.printfarm.mqtt..", "org.printfarm.ssdp..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("org.printfarm.ftp.(*)..").should().beFreeOfCycles();
}
