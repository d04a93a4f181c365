package org.printfarm.bench;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may import whom in the bench. */
@AnalyzeClasses(packages = "org.printfarm.bench", importOptions = ImportOption.DoNotIncludeTests.class)
final class HouseRulesTest {

    private static final String BENCH = "org.printfarm.bench";

    @ArchTest
    static final ArchRule theFarmIsAProcessAndNoClassOfIt = noClasses()
            .that()
            .resideOutsideOfPackages(BENCH + ".micro..", BENCH + ".claim..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.printfarm.host..");

    @ArchTest
    static final ArchRule theChoiceOfThePoolsIsMeasuredAlone = noClasses()
            .that()
            .resideOutsideOfPackage(BENCH + ".claim..")
            .should()
            .dependOnClassesThat(resideInAPackage("org.printfarm.host..")
                    .and(resideOutsideOfPackages("org.printfarm.host.dispatch.match", "org.printfarm.host.config")));

    @ArchTest
    static final ArchRule theRecordIsMeasuredByAProcessThatKnowsNothingElse = classes()
            .that()
            .resideInAPackage(BENCH + ".claim..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    BENCH + ".claim..",
                    "org.printfarm.host.job..",
                    "org.printfarm.host.config",
                    "org.printfarm.api..",
                    "java..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule pluginsAreKnownWhereTheirPartsAreMeasured = noClasses()
            .that()
            .resideOutsideOfPackages(BENCH + ".micro..", BENCH + ".load..", BENCH + ".claim..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.printfarm.api..", "org.printfarm.bind..", "org.printfarm.mqtt..");

    @ArchTest
    static final ArchRule onlyTheLoadSpeaksToServers = noClasses()
            .that()
            .resideOutsideOfPackage(BENCH + ".load..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "javax.net.ssl..", "org.conscrypt..", "java.nio.channels.spi..");

    @ArchTest
    static final ArchRule theReportIsPure = classes()
            .that()
            .resideInAPackage(BENCH + ".report")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(BENCH + ".report", "java..", "com.fasterxml.jackson..", "org.jspecify..");

    @ArchTest
    static final ArchRule loadProcessesKnowNothingOfTheBenchAroundThem = noClasses()
            .that()
            .resideInAPackage(BENCH + ".load")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    BENCH + ".drive",
                    BENCH + ".farm",
                    BENCH + ".machine",
                    BENCH + ".peer",
                    BENCH + ".report",
                    BENCH + ".scenario");

    @ArchTest
    static final ArchRule onlyTheTopAndTheLoadKnowPicocli = noClasses()
            .that()
            .resideOutsideOfPackages(BENCH, BENCH + ".load")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    @ArchTest
    static final ArchRule packagesDoNotKnowEachOtherInCircles =
            slices().matching(BENCH + ".(*)..").should().beFreeOfCycles();
}
