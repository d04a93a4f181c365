package org.printfarm.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.host.plugin.PluginReport.State;

/** Plugins that break while they run: each is named, and the good one beside it works. */
@Timeout(120)
final class HostilePluginsIT {

    /** Long enough for a good plugin on a busy machine, short enough to wait for. */
    private static final Duration SHORT = Duration.ofSeconds(3);

    @TempDir
    private Path folder;

    private Path plugins = Path.of("");
    private Path cache = Path.of("");
    private final PluginBench bench = new PluginBench();

    @BeforeEach
    void dropInAGoodPlugin() throws IOException {
        plugins = Files.createDirectory(folder.resolve("plugins"));
        cache = folder.resolve("cache");
        PluginZipBuilder.plugin("good-plugin")
                .factory(FactorySource.of("sample.good.Factory", "good"))
                .writeTo(plugins.resolve("good.zip"));
    }

    @AfterEach
    void closeCatalogs() {
        bench.close();
    }

    @Test
    void throwsInItsConstructor() throws IOException {
        drop(bad().inConstructor("if (true) throw new IllegalStateException(\"no\\nway\");"));

        assertBad(State.FAILED, "java.lang.IllegalStateException: no?way while making its factory");
    }

    @Test
    void throwsAnErrorInItsConstructor() throws IOException {
        drop(bad().inConstructor("if (true) throw new OutOfMemoryError(\"not really\");"));

        assertBad(State.FAILED, "java.lang.OutOfMemoryError: not really");
    }

    @Test
    void throwsInItsStaticInitializer() throws IOException {
        drop(bad().inStaticInitializer("if (true) throw new IllegalStateException(\"static\");"));

        assertBad(State.FAILED, "java.lang.IllegalStateException: static");
    }

    @Test
    void throwsWhenAskedForItsType() throws IOException {
        drop(bad().inType("throw new IllegalStateException(\"typeless\");"));

        assertBad(State.FAILED, "typeless while asking the factory \"sample.bad.Factory\" for its type");
    }

    @Test
    void runsOutOfStack() throws IOException {
        drop(bad().inType("return type();"));

        assertBad(State.FAILED, "java.lang.StackOverflowError");
    }

    @Test
    void throwsAnExceptionWhoseMessageThrows() throws IOException {
        drop(bad().inConstructor("if (true) throw new RuntimeException() {"
                + " @Override public String getMessage() { throw new IllegalStateException(); } };"));

        assertBad(State.FAILED, "threw sample.bad.Factory$1 while making its factory");
    }

    @Test
    void needsAClassThatIsNotInTheZip() throws IOException {
        PluginZipBuilder.plugin("bad-plugin")
                .factory(bad().inConstructor("new Gone();"))
                .source("sample.bad.Gone", "package sample.bad; final class Gone {}")
                .without("classes/sample/bad/Gone.class")
                .writeTo(plugins.resolve("bad.zip"));

        assertBad(State.FAILED, "java.lang.NoClassDefFoundError: sample/bad/Gone");
    }

    @Test
    void hasABrokenClassFile() throws IOException {
        PluginZipBuilder.plugin("bad-plugin")
                .factory(bad())
                .file("classes/sample/bad/Factory.class", "no class file")
                .writeTo(plugins.resolve("bad.zip"));

        assertBad(State.FAILED, "java.lang.ClassFormatError");
    }

    @Test
    void namesAnExtensionThatIsNotThere() throws IOException {
        PluginZipBuilder.plugin("bad-plugin")
                .file(PluginZipBuilder.INDEX, "sample.bad.Nobody\n")
                .writeTo(plugins.resolve("bad.zip"));

        assertBad(State.FAILED, "java.lang.ClassNotFoundException: sample.bad.Nobody");
    }

    @Test
    void namesAnExtensionThatIsNoFactory() throws IOException {
        PluginZipBuilder.plugin("bad-plugin")
                .source("sample.bad.Other", "package sample.bad; public final class Other {}")
                .file(PluginZipBuilder.INDEX, "sample.bad.Other\n")
                .writeTo(plugins.resolve("bad.zip"));

        assertBad(State.REFUSED, "\"sample.bad.Other\" is no org.printfarm.api.service.PrinterServiceFactory or");
    }

    @Test
    void hasAPluginClassThatThrowsInStart() throws IOException {
        PluginZipBuilder.plugin("bad-plugin")
                .property("plugin.class", "sample.bad.Whole")
                .source(
                        "sample.bad.Whole",
                        "package sample.bad; public final class Whole extends org.pf4j.Plugin {"
                                + " @Override public void start() { throw new IllegalStateException(\"unwilling\"); } }")
                .factory(bad())
                .writeTo(plugins.resolve("bad.zip"));

        assertBad(State.FAILED, "unwilling while starting its class \"sample.bad.Whole\"");
    }

    @Test
    void hasAPluginClassThatIsNotThere() throws IOException {
        PluginZipBuilder.plugin("bad-plugin")
                .property("plugin.class", "sample.bad.Absent")
                .factory(bad())
                .writeTo(plugins.resolve("bad.zip"));

        assertBad(State.FAILED, "java.lang.ClassNotFoundException: sample.bad.Absent");
    }

    @Test
    void hasATypeThatIsNoType() throws IOException {
        drop(FactorySource.of("sample.bad.Factory", "Not a type"));

        assertBad(State.REFUSED, "\"Not a type\": expected 1 to 16 lower case letters and digits");
    }

    @Test
    void hasNoTypeAtAll() throws IOException {
        drop(bad().inType("return null;"));

        assertBad(State.REFUSED, "calls its type \"\"");
    }

    @Test
    void hasAnotherTypeAtEachCall() throws IOException {
        drop(bad().inType("return \"bad\" + calls;"));

        assertBad(State.REFUSED, "\"bad1\" first and then something else");
    }

    @Test
    void hasTwoFactoriesOfOneType() throws IOException {
        PluginZipBuilder.plugin("bad-plugin")
                .factory(bad())
                .factory(FactorySource.of("sample.bad.Again", "bad"))
                .writeTo(plugins.resolve("bad.zip"));

        assertBad(State.REFUSED, "two factories of the type \"bad\"");
    }

    @Test
    void isClosedAgainWhenItsTypeIsBad() throws IOException {
        String key = bench.property("printfarm.test.closed");
        drop(FactorySource.of("sample.bad.Factory", "BAD").inClose("System.setProperty(\"" + key + "\", \"closed\");"));

        assertBad(State.REFUSED, "\"BAD\": expected 1 to 16");
        assertThat(System.getProperty(key)).isEqualTo("closed");
    }

    @Test
    void hangsWhenItIsClosedAgain() throws IOException {
        drop(FactorySource.of("sample.bad.Factory", "BAD").inClose("hang();"));

        assertHangs("while closing it again (its factory calls its type \"BAD\"");
    }

    @Test
    void hasATypeThatAnotherPluginHas() throws IOException {
        String key = bench.property("printfarm.test.closed");
        PluginZipBuilder.plugin("later")
                .factory(FactorySource.of("sample.later.Factory", "good")
                        .inClose("System.setProperty(\"" + key + "\", \"closed\");"))
                .writeTo(plugins.resolve("later.zip"));

        PluginCatalog catalog = bench.open(plugins, cache);

        assertGoodWorks(catalog);
        PluginReport later = catalog.reports().get(1);
        assertThat(later.state()).isEqualTo(State.REFUSED);
        assertThat(later.reason()).isEqualTo("has the type \"good\" of \"good.zip\": remove one of the two");
        assertThat(System.getProperty(key)).as("it was closed again").isEqualTo("closed");
    }

    @Test
    void hangsInItsConstructor() throws IOException {
        drop(bad().inConstructor("hang();"));

        assertHangs("while making its factory \"sample.bad.Factory\", it is in \"sample.bad.Factory.");
    }

    @Test
    void hangsWhenAskedForItsType() throws IOException {
        drop(bad().inType("hang(); return \"bad\";"));

        assertHangs("for its type, it is in \"sample.bad.Factory.");
    }

    @Test
    void comesBackAfterItWasGivenUpAndIsClosedThen() throws IOException {
        String come = bench.property("printfarm.test.come");
        String closed = bench.property("printfarm.test.closed");
        drop(bad().inConstructor("while (System.getProperty(\"" + come + "\") == null) pause();")
                .inClose("System.setProperty(\"" + closed + "\", \"closed\");"));
        assertHangs("while making its factory");

        System.setProperty(come, "back");

        await().atMost(Duration.ofSeconds(60)).until(() -> System.getProperty(closed) != null);
    }

    @Test
    void throwsAndHangsInCloseAndTheOthersAreClosed() throws IOException {
        String key = bench.property("printfarm.test.closed");
        PluginZipBuilder.plugin("a-hangs")
                .factory(FactorySource.of("sample.a.Factory", "hangs").inClose("hang();"))
                .writeTo(plugins.resolve("a.zip"));
        PluginZipBuilder.plugin("b-tidy")
                .factory(FactorySource.of("sample.b.Factory", "tidy")
                        .inClose("System.setProperty(\"" + key + "\", \"closed\");"))
                .writeTo(plugins.resolve("b.zip"));
        PluginZipBuilder.plugin("c-throws")
                .factory(FactorySource.of("sample.c.Factory", "throws").inClose("throw new StackOverflowError();"))
                .writeTo(plugins.resolve("c.zip"));
        PluginCatalog catalog = bench.open(plugins, cache);
        assertThat(catalog.factories()).containsOnlyKeys("hangs", "tidy", "throws", "good");

        catalog.close(SHORT);

        assertThat(System.getProperty(key)).isEqualTo("closed");
    }

    private static FactorySource bad() {
        return FactorySource.of("sample.bad.Factory", "bad");
    }

    private void drop(FactorySource factory) {
        PluginZipBuilder.plugin("bad-plugin").factory(factory).writeTo(plugins.resolve("bad.zip"));
    }

    private void assertHangs(String where) throws IOException {
        PluginCatalog catalog = bench.open(plugins, cache, SHORT);

        assertGoodWorks(catalog);
        PluginReport report = catalog.reports().get(0);
        assertThat(report.state()).isEqualTo(State.FAILED);
        assertThat(report.reason()).startsWith("NO_ANSWER").contains(where);
    }

    private void assertBad(State state, String reason) throws IOException {
        PluginCatalog catalog = bench.open(plugins, cache);

        assertGoodWorks(catalog);
        PluginReport report = catalog.reports().get(0);
        assertThat(report.file()).isEqualTo("bad.zip");
        assertThat(report.id()).isEqualTo("bad-plugin");
        assertThat(report.state()).as(report.reason()).isEqualTo(state);
        assertThat(report.reason()).contains(reason).doesNotContain("\n");
        assertThat(report.services()).isEmpty();
    }

    private void assertGoodWorks(PluginCatalog catalog) {
        assertThat(catalog.factories()).containsOnlyKeys("good");
        assertThat(bench.ask(catalog, "good", "still there?")).isEqualTo("still there?");
    }
}
