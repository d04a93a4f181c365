package org.printfarm.web;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What this plugin is made of: the API, the JDK, Jetty, the format of Prometheus and the host's Jackson. */
@AnalyzeClasses(packages = "org.printfarm.web", importOptions = ImportOption.DoNotIncludeTests.class)
final class HouseRulesTest {

    @ArchTest
    static final ArchRule nothingElseIsUsed = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "org.printfarm.web..",
                    "org.printfarm.api..",
                    "java..",
                    "javax.net.ssl",
                    "org.eclipse.jetty..",
                    "io.prometheus.metrics..",
                    "com.fasterxml.jackson..",
                    "org.slf4j..",
                    "org.jspecify..",
                    "org.pf4j");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("org.printfarm.web.(*)..").should().beFreeOfCycles();
}
