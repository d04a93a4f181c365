package org.printfarm.ftp.sdcard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.printfarm.api.contract.MemoryIntake;
import org.printfarm.api.job.CardFile;
import org.printfarm.api.job.Upload;
import org.printfarm.ftp.protocol.RemotePath;

class SdCardViewTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final String[] STOCK = {"cache", "image", "ipcam", "logger", "model", "timelapse"};

    private final MemoryIntake intake = new MemoryIntake();
    private final SdCardView card = new SdCardView(() -> NOON, intake.card());

    private static RemotePath path(String text) {
        return RemotePath.ROOT.resolve(text).orElseThrow();
    }

    private List<String> names(String folder) throws Exception {
        return card.list(path(folder)).stream()
                .map(entry -> entry.path().name())
                .toList();
    }

    private String upload(String path, int bytes) throws Exception {
        try (Upload upload = intake.open(path, bytes, InetAddress.getLoopbackAddress())) {
            upload.write(ByteBuffer.allocate(bytes));
            return upload.commit().jobId().orElseThrow();
        }
    }

    @Test
    void aNewCardHasTheStockFoldersAndNoFile() throws Exception {
        assertThat(names("/")).containsExactly(STOCK);
        for (String folder : STOCK) {
            assertThat(card.isFolder(path(folder))).isTrue();
            assertThat(names(folder)).isEmpty();
        }
    }

    @Test
    void aReceivedFileIsShownWithItsSizeAndReplacedByAnotherOfItsName() throws Exception {
        upload("a.3mf", 5);
        String second = upload("a.3mf", 7);
        assertThat(card.find(path("/a.3mf")))
                .hasValueSatisfying(entry -> assertThat(entry.bytes()).isEqualTo(7));
        assertThat(card.file(path("/a.3mf")).flatMap(CardEntry::file).map(CardFile::jobId))
                .contains(second);
        assertThat(names("/")).hasSize(STOCK.length + 1).startsWith("a.3mf", "cache");
    }

    @Test
    void aFileMakesTheFoldersAboveItVisible() throws Exception {
        upload("deep/er/a.3mf", 1);
        assertThat(names("/")).contains("deep");
        assertThat(names("/deep")).containsExactly("er");
        assertThat(names("/deep/er")).containsExactly("a.3mf");
        assertThat(card.isFolder(path("/deep/er"))).isTrue();
        assertThat(card.isFolder(path("/deep/er/a.3mf"))).isFalse();
        assertThat(card.isFolder(path("/dee"))).isFalse();
        assertThat(card.removeFolder(path("/deep"))).contains("FOLDER_IS_NOT_EMPTY");
    }

    @Test
    void foldersAreBounded() throws Exception {
        for (int i = 0; i < SdCardView.MAX_FOLDERS; i++) {
            assertThat(card.makeFolder(path("/d" + i))).isEmpty();
        }
        assertThat(card.makeFolder(path("/more"))).contains("TOO_MANY_FOLDERS");
    }

    @Test
    void foldersAreMadeAndRemovedOnlyWhereTheyCanBe() throws Exception {
        assertThat(card.makeFolder(path("/cache"))).contains("NAME_IS_TAKEN");
        assertThat(card.makeFolder(path("/no/where"))).contains("NO_SUCH_FOLDER");
        assertThat(card.makeFolder(path("/mine"))).isEmpty();
        upload("mine/a", 1);
        assertThat(card.removeFolder(path("/mine"))).contains("FOLDER_IS_NOT_EMPTY");
        assertThat(card.removeFile(path("/mine/a"))).isTrue();
        assertThat(card.removeFile(path("/mine"))).isFalse();
        assertThat(card.removeFolder(path("/mine"))).isEmpty();
        assertThat(card.removeFolder(path("/cache"))).contains("FOLDER_OF_EVERY_PRINTER");
        assertThat(card.removeFolder(RemotePath.ROOT)).isPresent();
        assertThat(intake.jobs()).hasSize(1);
    }

    @Test
    void listingsLookAsClientsExpect() {
        CardFile file = new CardFile("1", "a b.3mf", 1234, NOON.minus(Duration.ofDays(400)));
        List<CardEntry> entries =
                List.of(CardEntry.folder(path("/cache"), NOON), CardEntry.file(path("/a b.3mf"), file));
        assertThat(Listing.longLines(entries, NOON).split("\r\n"))
                .containsExactly(
                        "drwxr-xr-x 1 root root            0 Nov 23 12:00 cache",
                        "-rw-r--r-- 1 root root         1234 Oct 19  2025 a b.3mf");
        assertThat(Listing.names(entries)).isEqualTo("cache\r\na b.3mf\r\n");
        assertThat(Listing.facts(entries).split("\r\n"))
                .containsExactly(
                        "type=dir;modify=20261123120000; cache", "type=file;size=1234;modify=20251019120000; a b.3mf");
    }
}
