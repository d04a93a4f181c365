package org.printfarm.mqtt.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileLocationTest {

    @ParameterizedTest
    @CsvSource({
        "ftp://a.3mf, a.3mf",
        "ftp:///a.3mf, a.3mf",
        "FTP:///a.3mf, a.3mf",
        "ftp:///cache/a.3mf, cache/a.3mf",
        "file:///sdcard/a.3mf, a.3mf",
        "file:///mnt/sdcard/a.3mf, a.3mf",
        "file:///media/usb0/a.3mf, a.3mf",
        "file:///sdcard/a%20b%C3%A9.3mf, 'a bé.3mf'",
        "ftp://a%2Bb+c.3mf, a+b+c.3mf",
        "a.3mf, a.3mf",
        "/sdcard/a.3mf, a.3mf",
    })
    void everyFormNamesTheUploadedFile(String url, String name) {
        assertThat(FileLocation.ofUrl(url)).contains(name);
    }

    @ParameterizedTest
    @CsvSource({"ftp://50%.3mf, 50%.3mf", "ftp://a%2.3mf, a%2.3mf", "ftp://a%zz.3mf, a%zz.3mf", "ftp://%FF.3mf, %FF.3mf"
    })
    void nameThatIsNotProperlyEncodedIsTakenAsItIs(String url, String name) {
        assertThat(FileLocation.ofUrl(url)).contains(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://", "ftp:///", "file:///sdcard/", "http://a/b", "ftp://%20", "ftp://a%0Ab", ""})
    void whatNamesNoFileIsRefused(String url) {
        assertThat(FileLocation.ofUrl(url)).isEmpty();
    }

    @Test
    void nameThatIsTooLongIsRefused() {
        assertThat(FileLocation.ofUrl("ftp://" + "a".repeat(FileLocation.MAX_LENGTH)))
                .isPresent();
        assertThat(FileLocation.ofUrl("ftp://" + "a".repeat(FileLocation.MAX_LENGTH + 1)))
                .isEmpty();
    }
}
