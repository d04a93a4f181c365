package org.printfarm.bambu.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyLinesTest {

    @ParameterizedTest
    @CsvSource({
        "'220 ready\r\n',220,ready",
        "'220-hello\r\n220 ready\r\n',220,ready",
        "'211-here\r\n EPSV\r\n 220 no\r\n211 end\n',211,end",
        "'226\r\n',226,''",
        "'garbage\r\n',0,age"
    })
    void aReplyIsItsCodeAndItsLastLine(String bytes, int code, String text) throws IOException {
        if (code == 0) {
            assertThatThrownBy(() -> lines(bytes).read()).isInstanceOf(IOException.class);
            return;
        }
        assertThat(lines(bytes).read()).isEqualTo(new FtpReply(code, text));
    }

    @Test
    void repliesAndLinesWithoutEndAreRefused() {
        assertThatThrownBy(() -> lines("2".repeat(100_000)).read()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> lines("220-more\r\n".repeat(100_000)).read()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> lines("220 rea").read()).isInstanceOf(IOException.class);
    }

    private static ReplyLines lines(String bytes) {
        return new ReplyLines(new ByteArrayInputStream(bytes.getBytes(StandardCharsets.UTF_8)));
    }
}
