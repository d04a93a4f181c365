package org.printfarm.host;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Who may import whom in the host. A class that needs an exception belongs into another package. */
@AnalyzeClasses(packages = "org.printfarm.host", importOptions = ImportOption.DoNotIncludeTests.class)
final class HouseRulesTest {

    private static final String HOST = "org.printfarm.host";
    private static final String CONFIG = HOST + ".config";

    /** Below all others: they know none of them. */
    private static final Set<String> GROUND = Set.of(HOST + ".files", HOST + ".text", HOST + ".view");

    @ArchTest
    static final ArchRule onlyThePluginPackageKnowsPf4j = onlyIn("plugin", "org.pf4j..");

    @ArchTest
    static final ArchRule onlyTheTlsPackageKnowsConscryptAndBouncyCastlesCertificates = onlyIn(
            "tls",
            "org.conscrypt..",
            "org.bouncycastle.asn1..",
            "org.bouncycastle.cert..",
            "org.bouncycastle.crypto.ec..",
            "org.bouncycastle.jcajce..",
            "org.bouncycastle.openssl..",
            "org.bouncycastle.operator..",
            "org.bouncycastle.pkcs..");

    @ArchTest
    static final ArchRule onlyTheAccessPackageKnowsBouncyCastlesHashes =
            onlyIn("access", "org.bouncycastle.crypto.generators..", "org.bouncycastle.crypto.params..");

    @ArchTest
    static final ArchRule onlyTheConfigPackageKnowsYaml =
            onlyIn("config", "org.snakeyaml..", "org.yaml.snakeyaml..", "com.fasterxml.jackson.dataformat..");

    @ArchTest
    static final ArchRule onlyTheJobStoreKnowsTheDatabase = onlyIn(
            "job.store",
            "java.sql..",
            "javax.sql..",
            "org.sqlite..",
            "org.flywaydb..",
            "org.postgresql..",
            "com.zaxxer..");

    @ArchTest
    static final ArchRule onlyTheCommandLineKnowsPicocli = noClasses()
            .that()
            .resideOutsideOfPackages(HOST + ".cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule theConfigPackageKnowsNoOtherHostPackage = noClasses()
            .that()
            .resideInAPackage(CONFIG + "..")
            .should()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "reside in another host package",
                    type -> isHost(type) && !type.getPackageName().startsWith(CONFIG)))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule theGroundKnowsNoOtherHostPackage = noClasses()
            .that()
            .resideInAnyPackage(GROUND.toArray(String[]::new))
            .should()
            .dependOnClassesThat(DescribedPredicate.describe("reside in another host package", HouseRulesTest::isHost));

    @ArchTest
    static final ArchRule onlyTheApplicationKnowsSeveralPackages = ArchRuleDefinition.classes()
            .that()
            .resideOutsideOfPackages(HOST, HOST + ".app..", HOST + ".cds..")
            .should(knowAtMostOneOtherHostPackageBesideConfig());

    @ArchTest
    static final ArchRule theCommandLineKnowsTheApplicationAndItsDocumentsAlone = noClasses()
            .that()
            .resideInAPackage(HOST + ".cli..")
            .should()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "reside in another host package than app and the ground",
                    type -> isHost(type)
                            && !Set.of("cli", "app").contains(room(type).substring(HOST.length() + 1))));

    @ArchTest
    static final ArchRule nobodyButMainKnowsTheCommandLine = noClasses()
            .that()
            .resideOutsideOfPackage(HOST + ".cli..")
            .and()
            .doNotHaveFullyQualifiedName(HOST + ".Main")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(HOST + ".cli..");

    @ArchTest
    static final ArchRule nobodyBelowKnowsTheApplication = noClasses()
            .that()
            .resideOutsideOfPackages(HOST, HOST + ".app..", HOST + ".cli..", HOST + ".cds..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(HOST + ".app..");

    @ArchTest
    static final ArchRule packagesDoNotKnowEachOtherInCircles =
            slices().matching(HOST + ".(*)..").should().beFreeOfCycles().allowEmptyShould(true);

    @ArchTest
    static final ArchRule packagesInsideOfPackagesDoNotEither =
            slices().matching(HOST + ".(**)").should().beFreeOfCycles().allowEmptyShould(true);

    @ArchTest
    static final ArchRule nobodyLogsThroughTheJdk = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.util.logging..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyEntryPointsEndTheProcess = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(HOST + ".Main")
            .and()
            .resideOutsideOfPackage(HOST + ".cds..")
            .should()
            .callMethodWhere(DescribedPredicate.describe("the process is ended", HouseRulesTest::endsTheProcess))
            .allowEmptyShould(true);

    private static ArchRule onlyIn(String hostPackage, String... libraries) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(HOST + "." + hostPackage + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries)
                .allowEmptyShould(true);
    }

    private static ArchCondition<JavaClass> knowAtMostOneOtherHostPackageBesideConfig() {
        return new ArchCondition<>("know at most one other host package beside config, the common vocabulary") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Set<String> known = type.getDirectDependenciesFromSelf().stream()
                        .map(dependency -> dependency.getTargetClass())
                        .filter(HouseRulesTest::isHost)
                        .map(HouseRulesTest::room)
                        .filter(room -> !room.equals(room(type)) && !room.equals(CONFIG))
                        .collect(Collectors.toCollection(TreeSet::new));
                if (known.size() > 1) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " knows " + known));
                }
            }
        };
    }

    /** The host package that a type lives in, whatever package inside of it. */
    private static String room(JavaClass type) {
        String name = type.getPackageName();
        int end = name.indexOf('.', HOST.length() + 1);
        return end < 0 ? name : name.substring(0, end);
    }

    private static boolean isHost(JavaClass type) {
        return (type.getPackageName().equals(HOST) || type.getPackageName().startsWith(HOST + "."))
                && !GROUND.contains(type.getPackageName());
    }

    private static boolean endsTheProcess(JavaAccess<?> call) {
        String owner = call.getTargetOwner().getName();
        String name = call.getTarget().getName();
        return (owner.equals("java.lang.System") || owner.equals("java.lang.Runtime"))
                && (name.equals("exit") || name.equals("halt"));
    }
}
