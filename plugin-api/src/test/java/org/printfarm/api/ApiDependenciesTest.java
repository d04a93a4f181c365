package org.printfarm.api;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.pf4j.ExtensionPoint;
import org.printfarm.api.annotation.HostProvided;

/** The API must not pull anything in on a plugin author: the JDK, JSpecify and PF4J's extension point are all it knows. */
@AnalyzeClasses(packages = "org.printfarm.api", importOptions = ImportOption.DoNotIncludeTests.class)
class ApiDependenciesTest {

    @ArchTest
    static final ArchRule knowsOnlyTheJdkJspecifyAndTheExtensionPoint = classes()
            .that()
            .resideInAPackage("org.printfarm.api..")
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage("java..", "javax.net.ssl..", "org.jspecify..", "org.printfarm.api..")
                            .or(type(ExtensionPoint.class)));

    @ArchTest
    static final ArchRule jobTypesNeverNeedTheWholeService = classes()
            .that()
            .resideInAPackage("org.printfarm.api.job")
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage("java..", "org.jspecify..", "org.printfarm.api.job", "org.printfarm.api.driver")
                            .or(type(Registration.class))
                            .or(type(HostProvided.class)));
}
