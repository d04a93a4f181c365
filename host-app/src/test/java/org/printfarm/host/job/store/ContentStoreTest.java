package org.printfarm.host.job.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.host.config.StoreUrl;

class ContentStoreTest {

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

    private ContentStore contents() {
        return new ContentStore(folder, synced -> {
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
        assertThat(contents().place(incoming(), HASH)).isTrue();
        assertThat(synced).contains(folder.files().resolve("ab"), folder.files());
    }

    @Test
    void aFileThatWasDamagedIsHealedWhenItIsSentAgain() throws IOException {
        contents().place(incoming(), HASH);
        Files.write(contents().path(HASH), new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
        assertThat(contents().place(incoming(), HASH)).isFalse();
        assertThat(contents().path(HASH)).hasBinaryContent(new byte[10]);
    }

    @Test
    void aFileThatIsNotRecordedIsSweptAndOneThatIsMissingIsTold() throws IOException {
        contents().place(incoming(), HASH);
        String other = "ab" + "1".repeat(62);
        assertThat(contents().sweep("ab", Set.of(HASH, other))).containsExactly(other);
        assertThat(contents().path(HASH)).exists();
        assertThat(contents().sweep("cd", Set.of())).isEmpty();
        assertThat(contents().sweep("ab", Set.of())).isEmpty();
        assertThat(contents().path(HASH)).doesNotExist();
    }

    /** Another host may be about to record it. */
    @Test
    void inASharedFolderOnlyWhatHasLainThereForLongIsRemoved() throws IOException {
        folder = new InboxFolder(
                folder.root(),
                StoreUrl.parse("postgresql://127.0.0.1/farm", Path::of),
                Optional.of(Files.createDirectory(data.resolve("elsewhere"))),
                false);
        folder.create();
        contents().place(incoming(), HASH);
        assertThat(contents().path(HASH)).startsWith(data.resolve("elsewhere")).exists();
        contents().remove(HASH);
        assertThat(contents().sweep("ab", Set.of())).isEmpty();
        assertThat(contents().path(HASH)).exists();
        Instant before = Instant.now().minus(ContentStore.LONGEST_RECORDING).minusSeconds(1);
        Files.setLastModifiedTime(contents().path(HASH), FileTime.from(before));
        contents().remove(HASH);
        assertThat(contents().path(HASH)).doesNotExist();
        assertThat(folder.incoming()).isEmptyDirectory();
    }

    @Test
    void whatOtherHostsAreSendingIsNotSwept() throws IOException {
        folder = folder.withFiles(Optional.of(Files.createDirectory(data.resolve("elsewhere"))));
        folder.create();
        Path theirs = incoming();
        Path left = incoming();
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        assertThat(folder.sweepIncoming()).isEqualTo(1);
        assertThat(theirs).exists();
        assertThat(left).doesNotExist();
    }

    @Test
    void aFolderElsewhereIsNotMade() {
        InboxFolder gone = folder.withFiles(Optional.of(data.resolve("not-mounted")));
        assertThatThrownBy(gone::create).hasMessageContaining("not-mounted is not there");
        assertThat(data.resolve("not-mounted")).doesNotExist();
    }

    @Test
    void aSyncThatFailedIsMadeUpForWhenTheSameContentComesAgain() throws IOException {
        broken = true;
        assertThatThrownBy(() -> contents().place(incoming(), HASH)).hasMessage("on purpose");
        assertThatThrownBy(() -> contents().place(incoming(), HASH)).hasMessage("on purpose");
        broken = false;
        assertThat(contents().place(incoming(), HASH)).isFalse();
        assertThat(synced).contains(folder.files().resolve("ab"), folder.files());
    }
}
