package org.printfarm.webhook;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What this plugin is made of: the API, the JDK and the host's Jackson. */
@AnalyzeClasses(packages = "org.printfarm.webhook", importOptions = ImportOption.DoNotIncludeTests.class)
final class HouseRulesTest {

    @ArchTest
    static final ArchRule nothingElseIsUsed = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "org.printfarm.webhook",
                    "org.printfarm.api..",
                    "java..",
                    "javax.crypto..",
                    "com.sun.net.httpserver",
                    "com.fasterxml.jackson..",
                    "org.jspecify..",
                    "org.pf4j");
}
