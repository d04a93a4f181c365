package org.printfarm.ftp.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplyTest {

    private static String wire(Reply reply) {
        return new String(reply.encode(), StandardCharsets.UTF_8);
    }

    @Test
    void oneLineIsCodeBlankAndText() {
        assertThat(wire(new Reply(226, "Done."))).isEqualTo("226 Done.\r\n");
    }

    @Test
    void manyLinesBeginWithADashAndEndWithABlank() {
        assertThat(wire(new Reply(211, "End", List.of("Features:", "SIZE"))))
                .isEqualTo("211-Features:\r\n SIZE\r\n211 End\r\n");
    }

    @Test
    void thePathInItIsNotPrinted() {
        assertThat(new Reply(257, "\"/secret\"").toString()).isEqualTo("Reply[257]");
    }
}
