package org.printfarm.host.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.host.config.StoreUrl;
import org.printfarm.host.postgres.RecordKind;

/** All hosts of a farm see one folder of stored files, or are not started. */
final class FilesMarkIT {

    @TempDir
    private Path folder;

    private StoreUrl url;
    private Path shared;
    private Path other;

    @BeforeEach
    void make() throws IOException {
        url = RecordKind.fresh();
        shared = Files.createDirectory(folder.resolve("shared"));
        other = Files.createDirectory(folder.resolve("other"));
        FilesMark.check(url, shared);
    }

    @Test
    void theFolderThatTheFirstHostMarkedIsTheOthersToo() throws Exception {
        FilesMark.check(url, shared);
        try (Stream<Path> left = Files.list(shared)) {
            assertThat(left).containsExactly(shared.resolve(FilesMark.FILE_NAME));
        }
    }

    @Test
    void aFolderWhereNothingIsMountedIsRefused() {
        assertThatThrownBy(() -> FilesMark.check(url, other))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(other + " is not the folder")
                .hasMessageContaining("mount that folder there");
        assertThat(other).isEmptyDirectory();
    }

    @Test
    void anotherFarmsFolderIsRefused() throws Exception {
        StoreUrl theirs = RecordKind.fresh();
        assertThatThrownBy(() -> FilesMark.check(theirs, shared)).hasMessageContaining("another farm's folder");
        FilesMark.check(theirs, other);
        assertThatThrownBy(() -> FilesMark.check(url, other)).hasMessageContaining("name the one that all see");
    }

    @Test
    void aFolderThatKeepsNothingIsToldWithTheMend() {
        assertThatThrownBy(() -> FilesMark.check(url, folder.resolve("gone")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not keep files")
                .hasMessageContaining("NoSuchFileException");
    }
}
