package org.printfarm.api;

import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.printfarm.api.annotation.HostProvided;
import org.printfarm.api.driver.Driver;
import org.printfarm.api.driver.DriverFactory;
import org.printfarm.api.farm.FarmService;
import org.printfarm.api.farm.FarmServiceFactory;
import org.printfarm.api.service.PrinterService;
import org.printfarm.api.service.PrinterServiceFactory;
import org.printfarm.api.service.Service;

/** Every type of the API says since when it is there, and every interface who implements it. */
@AnalyzeClasses(packages = "org.printfarm.api", importOptions = ImportOption.DoNotIncludeTests.class)
final class ApiMarksTest {

    /** All that a plugin implements. A name more here is a thing more that can never get a method within a major version. */
    private static final Set<String> PLUGIN_PROVIDED = Set.of(
            Extension.class.getName(),
            PrinterServiceFactory.class.getName(),
            Service.class.getName(),
            PrinterService.class.getName(),
            FarmServiceFactory.class.getName(),
            FarmService.class.getName(),
            DriverFactory.class.getName(),
            Driver.class.getName());

    private static final Pattern SINCE = Pattern.compile("(?m)^ \\* @since (\\d+\\.\\d+)$");

    @ArchTest
    static final ArchRule everyInterfaceIsTheHostsOrThePlugins = classes()
            .that(DescribedPredicate.describe(
                    "are interfaces open to implementation", type -> isOpenInterface(type) && !isPluginProvided(type)))
            .should()
            .beAnnotatedWith(HostProvided.class);

    @ArchTest
    static final ArchRule nothingIsBoth = classes()
            .that()
            .areAnnotatedWith(HostProvided.class)
            .should(be(DescribedPredicate.describe(
                    "the host's alone", type -> type.isInterface() && !isPluginProvided(type))));

    @ArchTest
    static void everyTypeSaysSinceWhen(JavaClasses types) throws IOException {
        for (JavaClass type : types) {
            if (type.isTopLevelClass() && type.getModifiers().contains(PUBLIC)) {
                List<String> versions = SINCE.matcher(javadocOf(type))
                        .results()
                        .map(version -> version.group(1))
                        .toList();

                assertThat(versions).as("@since of %s", type.getName()).hasSize(1);
                assertThat(ApiVersion.CURRENT)
                        .startsWith(versions.get(0).substring(0, versions.get(0).indexOf('.') + 1));
            }
        }
    }

    private static boolean isOpenInterface(JavaClass type) {
        return type.isInterface()
                && !type.isAnnotation()
                && !type.getSimpleName().equals("package-info")
                && !type.reflect().isSealed();
    }

    private static boolean isPluginProvided(JavaClass type) {
        return PLUGIN_PROVIDED.contains(type.getName());
    }

    private static String javadocOf(JavaClass type) throws IOException {
        String source = Files.readString(
                Path.of("src", "main", "java").resolve(type.getName().replace('.', '/') + ".java"));
        int head = source.indexOf("\npublic ");
        return source.substring(Math.max(0, source.lastIndexOf("/**", head)), head);
    }
}
