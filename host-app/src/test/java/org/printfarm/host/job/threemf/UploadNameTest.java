package org.printfarm.host.job.threemf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which names are used, and which mean the same file. */
final class UploadNameTest {

    @Test
    void aNameIsCleaned() {
        assertThat(UploadName.of("//cache/./a b.3mf")).contains(new UploadName("cache/a b.3mf"));
        assertThat(UploadName.of("x".repeat(UploadName.MAX_LENGTH))).isPresent();
        assertThat(UploadName.of("x".repeat(UploadName.MAX_LENGTH + 1))).isEmpty();
    }

    @Test
    void aNameThatLeadsOutsideCannotBeUsed() {
        assertThat(UploadName.of("a/../b")).isEmpty();
        assertThat(UploadName.of("..")).isEmpty();
        assertThat(UploadName.of("a..b")).isPresent();
    }

    @Test
    void theFolderMayBeLeftOut() {
        assertThat(name("cache/a.3mf").means(name("a.3mf"))).isTrue();
        assertThat(name("a.3mf").means(name("cache/a.3mf"))).isTrue();
        assertThat(name("xa.3mf").means(name("a.3mf"))).isFalse();
        assertThat(name("cache/a.3mf").means(name("model/a.3mf"))).isFalse();
    }

    @Test
    void anArchiveIsKnownByItsNameInAnyCase() {
        assertThat(name("A.GCODE.3MF").isArchive()).isTrue();
        assertThat(name("a.gcode").isArchive()).isFalse();
    }

    @Test
    void aProbeIsToldByItsName() {
        assertThat(name("verify_job").isProbe(UploadName.MAX_PROBE_BYTES)).isTrue();
        assertThat(name("verify_job").isProbe(UploadName.MAX_PROBE_BYTES + 1)).isFalse();
        assertThat(name("a.gcode").isProbe(0)).isFalse();
        assertThat(name("a.3mf").isProbe(0)).isFalse();
    }

    private static UploadName name(String path) {
        Optional<UploadName> name = UploadName.of(path);
        return name.orElseThrow();
    }
}
