package org.printfarm.bench;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for the main classes of all modules together; here, because this module is built last. */
final class ProjectRulesTest {

    private static final Path CHECKOUT = Path.of("..");

    /** Programs of their own: they and the farm never show each other a class. */
    private static final List<String> PROGRAMS = List.of("simulator", "bench");

    private static final List<String> MODULES = modules();
    private static final List<String> FARM =
            MODULES.stream().filter(module -> !PROGRAMS.contains(module)).toList();

    /** Of a hundred instance fields, parts of records among them, so many are final at least. */
    private static final int FINAL_OF_HUNDRED = 90;

    private static final int MAX_LINES = 250;

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importPaths(MODULES.stream()
                    .map(module -> CHECKOUT.resolve(module).resolve("target/classes"))
                    .toList())
            .that(DescribedPredicate.describe(
                    "are not generated", type -> !type.getPackageName().endsWith(".jmh_generated")));

    /** A plugin sees no class of another or of the host, and what a protocol calls so is called so in each. */
    private static final Map<String, String> SAME_NAME = Map.ofEntries(
            Map.entry("Backoff", "between tries: of the host at a service, of a driver at a machine"),
            Map.entry("Command", "what a slicer sends, in detect and in MQTT"),
            Map.entry("Endpoint", "one port of one printer, as MINA serves it in bind and in ftp"),
            Map.entry("ErrorGuard", "a filter of MINA, which bind and ftp each have in their zip"),
            Map.entry("Faults", "of the plugin itself in bind, of a machine in bambu"),
            Map.entry("MachineReport", "what the host tells of a machine, and what a machine tells"),
            Map.entry("Readiness", "of services that come up, and of a machine for a job"),
            Map.entry("ReplyWriter", "writes the replies of detect, and those of MQTT"),
            Map.entry("RequestReader", "reads the requests of detect, and those of MQTT"),
            Map.entry("StatusReader", "of ./farm watch, which takes any printer, and of the driver"),
            Map.entry("TlsFilter", "a filter of MINA: bind's is made for one short exchange, ftp's for a session"));

    /** At most four: whatever else grows longer is split. */
    private static final Map<String, String> LONG_FILES = new TreeMap<>(Map.ofEntries(
            Map.entry("SupervisedService", "the states of a service and every way between them"),
            Map.entry("ServiceRegistry", "start and stop of all services, in order"),
            Map.entry("FarmApplication", "every part of a running farm, in the order of its start"),
            Map.entry("Reloader", "each step of a reload, in order")));

    /** The top of each module too, which a rule on what is below it does not see. */
    @Test
    void packagesDoNotKnowEachOtherInCircles() {
        slices().matching("org.printfarm.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void fieldsAreFinal() {
        List<JavaField> fields = CLASSES.stream()
                .flatMap(type -> type.getFields().stream())
                .filter(field -> !has(field, JavaModifier.STATIC) && !has(field, JavaModifier.SYNTHETIC))
                .filter(field -> !isSetByTheCommandLine(field))
                .toList();
        List<String> open = fields.stream()
                .filter(field -> !has(field, JavaModifier.FINAL))
                .map(JavaField::getFullName)
                .sorted()
                .toList();

        assertThat(fields).hasSizeGreaterThan(1_000);
        assertThat(open.size() * 100)
                .as("%d of %d instance fields are not final: %s", open.size(), fields.size(), open)
                .isLessThanOrEqualTo(fields.size() * (100 - FINAL_OF_HUNDRED));
    }

    @Test
    void longFilesHaveAReason() throws IOException {
        TreeSet<String> tooLong = new TreeSet<>();
        for (Path source : sources(MODULES)) {
            if (Files.readAllLines(source).size() > MAX_LINES) {
                tooLong.add(name(source));
            }
        }
        assertThat(LONG_FILES.keySet()).as("split the others").containsAll(tooLong);
    }

    @Test
    void noSimpleNameIsThereTwice() throws IOException {
        assertThat(SAME_NAME.keySet()).containsAll(twice(FARM));
        for (String program : PROGRAMS) {
            assertThat(twice(List.of(program))).isEmpty();
        }
    }

    private static List<String> modules() {
        try {
            return Pattern.compile("<module>(.*)</module>")
                    .matcher(Files.readString(CHECKOUT.resolve("pom.xml")))
                    .results()
                    .map(module -> module.group(1))
                    .filter(module -> Files.isDirectory(CHECKOUT.resolve(module).resolve("src/main/java")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> twice(List<String> modules) throws IOException {
        return sources(modules).stream()
                .map(ProjectRulesTest::name)
                .filter(name -> !name.equals("package-info"))
                .collect(Collectors.groupingBy(name -> name, Collectors.counting()))
                .entrySet()
                .stream()
                .filter(name -> name.getValue() > 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Path> sources(List<String> modules) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : modules) {
            try (Stream<Path> files = Files.walk(CHECKOUT.resolve(module).resolve("src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        return sources;
    }

    private static String name(Path source) {
        return source.getFileName().toString().replace(".java", "");
    }

    private static boolean isSetByTheCommandLine(JavaField field) {
        return field.getAnnotations().stream()
                .anyMatch(annotation -> annotation.getRawType().getPackageName().equals("picocli"));
    }

    private static boolean has(JavaField field, JavaModifier modifier) {
        return field.getModifiers().contains(modifier);
    }
}
