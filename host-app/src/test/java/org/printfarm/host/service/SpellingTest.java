package org.printfarm.host.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SpellingTest {

    private static final List<String> WORDS = List.of("bind", "ftp", "mqtt", "ssdp");

    @Test
    void theNearestWordIsGuessed() {
        assertThat(Spelling.nearest("binb", WORDS)).contains("bind");
        assertThat(Spelling.nearest("mqt", WORDS)).contains("mqtt");
        assertThat(Spelling.nearest("ftps", WORDS)).contains("ftp");
        assertThat(Spelling.nearest("sdp", WORDS)).contains("ssdp");
    }

    @Test
    void aWordThatIsNearToNothingIsNotGuessed() {
        assertThat(Spelling.nearest("webcam", WORDS)).isEmpty();
        assertThat(Spelling.nearest("", WORDS)).isEmpty();
        assertThat(Spelling.nearest("bind", List.of())).isEmpty();
    }
}
