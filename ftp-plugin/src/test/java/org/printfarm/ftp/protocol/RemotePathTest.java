package org.printfarm.ftp.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RemotePathTest {

    private static String resolve(String folder, String sent) {
        return RemotePath.ROOT
                .resolve(folder)
                .orElseThrow()
                .resolve(sent)
                .map(RemotePath::toString)
                .orElse("refused");
    }

    @Test
    void bareNamesLieInTheCurrentFolderAndAbsoluteOnesDoNot() {
        assertThat(resolve("/", "cube.3mf")).isEqualTo("/cube.3mf");
        assertThat(resolve("/cache", "cube.3mf")).isEqualTo("/cache/cube.3mf");
        assertThat(resolve("/cache", "/model/cube.3mf")).isEqualTo("/model/cube.3mf");
        assertThat(resolve("/cache", "")).isEqualTo("/cache");
    }

    @Test
    void dotsAndDoubledSlashesAreResolved() {
        assertThat(resolve("/", "//a/./b//c/../d/")).isEqualTo("/a/b/d");
    }

    @Test
    void dotDotNeverLeavesTheCard() {
        assertThat(resolve("/", "..")).isEqualTo("/");
        assertThat(resolve("/cache", "../../../../etc/passwd")).isEqualTo("/etc/passwd");
        assertThat(resolve("/cache", "/../../x")).isEqualTo("/x");
    }

    @Test
    void utf8AndSpacesAreKept() {
        assertThat(resolve("/", " Würfel 立方 .3mf ")).isEqualTo("/ Würfel 立方 .3mf ");
    }

    @Test
    void controlCharactersAndOverlongNamesAreRefused() {
        assertThat(resolve("/", "a\u0000b")).isEqualTo("refused");
        assertThat(resolve("/", "a\rb")).isEqualTo("refused");
        assertThat(resolve("/", "a\u0085b")).isEqualTo("refused");
        assertThat(resolve("/", "x".repeat(255))).hasSize(256);
        assertThat(resolve("/", "x".repeat(256))).isEqualTo("refused");
        assertThat(resolve("/", "ü".repeat(128))).isEqualTo("refused");
        assertThat(resolve("/", "a/".repeat(17))).isEqualTo("refused");
    }

    @Test
    void theNameForTheIntakeLeavesTheCurrentFolderOut() {
        RemotePath cache = RemotePath.ROOT.resolve("cache").orElseThrow();
        assertThat(cache.resolve("a/b").orElseThrow().from(cache)).isEqualTo("a/b");
        assertThat(cache.resolve("../b").orElseThrow().from(cache)).isEqualTo("b");
        assertThat(cache.resolve("/model/b").orElseThrow().from(RemotePath.ROOT))
                .isEqualTo("model/b");
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of("..", ".", "a", "b c", "", "...", "..a", "ü", "\\", "a\n")
                .list()
                .ofMaxSize(24)
                .map(names -> String.join("/", names));
    }

    @Property(tries = 500)
    void noResolvedPathHoldsDotsEmptyNamesOrControlCharacters(
            @ForAll("paths") String folder, @ForAll("paths") String sent) {
        RemotePath.ROOT
                .resolve(folder)
                .flatMap(here -> here.resolve(sent))
                .ifPresent(path -> assertThat(path.names())
                        .hasSizeLessThanOrEqualTo(RemotePath.MAX_DEPTH)
                        .doesNotContain("", ".", "..")
                        .noneMatch(name -> name.contains("/") || name.contains("\n")));
    }

    @Property(tries = 500)
    void aResolvedPathResolvesToItself(@ForAll("paths") String sent) {
        RemotePath.ROOT
                .resolve(sent)
                .ifPresent(path ->
                        assertThat(RemotePath.ROOT.resolve(path.toString())).contains(path));
    }
}
