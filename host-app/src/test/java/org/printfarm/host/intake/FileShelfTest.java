package org.printfarm.host.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileShelfTest {

    private static final String HASH = "ab" + "0".repeat(62);

    @TempDir
    private Path data;

    private InboxFolder folder;
    private final List<Path> synced = new ArrayList<>();
    private boolean broken;

    @BeforeEach
    void create() throws IOException {
        folder = InboxFolder.of(data);
        folder.create();
    }

    private FileShelf shelf() {
        return new FileShelf(folder, synced -> {
            if (broken) {
                throw new IOException("on purpose");
            }
            this.synced.add(synced);
        });
    }

    private Path incoming() throws IOException {
        return Files.write(folder.createIncoming(), new byte[10]);
    }

    @Test
    void aPlacedFilesNameIsBroughtToTheDisk() throws IOException {
        assertThat(shelf().place(incoming(), HASH, 10)).isTrue();
        assertThat(synced).contains(folder.files().resolve("ab"), folder.files());
    }

    @Test
    void aSyncThatFailedIsMadeUpForWhenTheSameContentComesAgain() throws IOException {
        broken = true;
        assertThatThrownBy(() -> shelf().place(incoming(), HASH, 10)).hasMessage("on purpose");
        assertThatThrownBy(() -> shelf().place(incoming(), HASH, 10)).hasMessage("on purpose");
        broken = false;
        assertThat(shelf().place(incoming(), HASH, 10)).isFalse();
        assertThat(synced).contains(folder.files().resolve("ab"), folder.files());
    }
}
