package org.printfarm.mqtt.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTest {

    @ParameterizedTest
    @CsvSource({
        "ftp://a.3mf, a.3mf",
        "ftp:///a.3mf, a.3mf",
        "FTP:///a.3mf, a.3mf",
        "ftp:///cache/a.3mf, cache/a.3mf",
        "file:///sdcard/a.3mf, a.3mf",
        "file:///mnt/sdcard/a.3mf, a.3mf",
        "file:///media/usb0/a.3mf, a.3mf",
        "a.3mf, a.3mf",
        "/sdcard/a.3mf, a.3mf",
        "ftp://50%.3mf, 50%.3mf",
        "ftp://a%2.3mf, a%2.3mf",
        "ftp://a%zz.3mf, a%zz.3mf",
        "ftp://%FF.3mf, %FF.3mf",
        "ftp://a%0Ab, a%0Ab",
    })
    void everyFormNamesTheUploadedFile(String url, String name) {
        assertThat(ofUrl(url)).containsExactly(name);
    }

    @ParameterizedTest
    @CsvSource({
        "file:///sdcard/a%20b%C3%A9.3mf, a%20b%C3%A9.3mf, 'a bé.3mf'",
        "ftp://a%2Bb+c.3mf, a%2Bb+c.3mf, a+b+c.3mf",
        "ftp:///100%25.gcode.3mf, 100%25.gcode.3mf, 100%.gcode.3mf",
    })
    void encodedNameIsTakenAsItStandsAndThenDecoded(String url, String first, String second) {
        assertThat(ofUrl(url)).containsExactly(first, second);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://", "ftp:///", "file:///sdcard/", "http://a/b", "brtc://emmc/a.3mf", ""})
    void whatNamesNoFileGivesNone(String url) {
        assertThat(ofUrl(url)).isEmpty();
    }

    @Test
    void nameThatIsTooLongIsNone() {
        assertThat(ofUrl("ftp://" + "a".repeat(FileNames.MAX_LENGTH))).hasSize(1);
        assertThat(ofUrl("ftp://" + "a".repeat(FileNames.MAX_LENGTH + 1))).isEmpty();
    }

    private static List<String> ofUrl(String url) {
        return new FileNames().addUrl(url).all();
    }
}
