package org.printfarm.ftp.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.printfarm.ftp.line.RemotePath;

class CardTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private Instant now = NOON;
    private final Card card = new Card(() -> now, Duration.ofHours(1));

    private static RemotePath path(String text) {
        return RemotePath.ROOT.resolve(text).orElseThrow();
    }

    private List<String> names(String folder) {
        return card.list(path(folder)).stream()
                .map(entry -> entry.path().name())
                .toList();
    }

    @Test
    void aNewCardHasTheStockFoldersAndNoFile() {
        assertThat(names("/")).containsExactly("cache", "model");
        assertThat(names("/cache")).isEmpty();
    }

    @Test
    void aReceivedFileIsShownWithSizeAndTimeAndReplacedByAnotherOfItsName() {
        card.put(path("/a.3mf"), 5, Optional.of("job-1"));
        now = NOON.plusSeconds(1);
        card.put(path("/a.3mf"), 7, Optional.of("job-2"));
        assertThat(card.find(path("/a.3mf"))).contains(CardEntry.file(path("/a.3mf"), 7, now, Optional.of("job-2")));
        assertThat(names("/")).containsExactly("a.3mf", "cache", "model");
    }

    @Test
    void aFileIsShownForTheSettingAndNotLonger() {
        card.put(path("/a.3mf"), 5, Optional.empty());
        now = NOON.plus(Duration.ofHours(1));
        assertThat(card.find(path("/a.3mf"))).isPresent();
        now = now.plusMillis(1);
        assertThat(card.find(path("/a.3mf"))).isEmpty();
        assertThat(names("/")).containsExactly("cache", "model");
    }

    @Test
    void theOldestFileMakesRoom() {
        for (int i = 0; i < Card.MAX_ENTRIES + 10; i++) {
            card.put(path("/f" + i), i, Optional.empty());
        }
        assertThat(card.list(RemotePath.ROOT)).hasSize(Card.MAX_ENTRIES + 2);
        assertThat(card.find(path("/f9"))).isEmpty();
        assertThat(card.find(path("/f10"))).isPresent();
    }

    @Test
    void foldersAreBounded() {
        for (int i = 0; i < Card.MAX_FOLDERS; i++) {
            assertThat(card.makeFolder(path("/d" + i))).isTrue();
        }
        assertThat(card.makeFolder(path("/more"))).isFalse();
        card.put(path("/more/a"), 1, Optional.empty());
        assertThat(card.find(path("/more/a"))).isPresent();
        assertThat(card.find(path("/more"))).isEmpty();
    }

    @Test
    void foldersAreMadeAndRemovedOnlyWhereTheyCanBe() {
        assertThat(card.makeFolder(path("/cache"))).isFalse();
        assertThat(card.makeFolder(path("/no/where"))).isFalse();
        assertThat(card.makeFolder(path("/mine"))).isTrue();
        card.put(path("/mine/a"), 1, Optional.empty());
        assertThat(card.removeFolder(path("/mine"))).isFalse();
        assertThat(card.removeFile(path("/mine/a"))).isTrue();
        assertThat(card.removeFile(path("/mine"))).isFalse();
        assertThat(card.removeFolder(path("/mine"))).isTrue();
        assertThat(card.removeFolder(path("/cache"))).isFalse();
        assertThat(card.removeFolder(RemotePath.ROOT)).isFalse();
    }

    @Test
    void aRenamedFileKeepsItsJob() {
        card.put(path("/a.tmp"), 3, Optional.of("job-1"));
        card.rename(path("/a.tmp"), path("/b.3mf"));
        assertThat(card.find(path("/a.tmp"))).isEmpty();
        assertThat(card.find(path("/b.3mf")).flatMap(CardEntry::jobId)).contains("job-1");
    }

    @Test
    void listingsLookAsClientsExpect() {
        List<CardEntry> entries = List.of(
                CardEntry.folder(path("/cache"), NOON), CardEntry.file(path("/a b.3mf"), 1234, NOON, Optional.empty()));
        assertThat(Listing.longLines(entries).split("\r\n"))
                .containsExactly(
                        "drwxr-xr-x 1 root root            0 Nov 23 12:00 cache",
                        "-rw-r--r-- 1 root root         1234 Nov 23 12:00 a b.3mf");
        assertThat(Listing.names(entries)).isEqualTo("cache\r\na b.3mf\r\n");
        assertThat(Listing.facts(entries).split("\r\n"))
                .containsExactly(
                        "type=dir;modify=20261123120000; cache", "type=file;size=1234;modify=20261123120000; a b.3mf");
    }
}
