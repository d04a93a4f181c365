package org.printfarm.host.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SuggestionTest {

    private static final List<String> KEYS =
            List.of("name", "serial", "address", "advertise", "model", "access-code", "services");

    @ParameterizedTest
    @CsvSource({
        "adress, address", "nmae, name", "accesscode, access-code", "accessCode, access-code",
                "ACCESS_CODE, access-code",
        "modell, model", "service, services", "serail, serial", "code, access-code", "advertised, advertise"
    })
    void aSlipIsRecognised(String written, String meant) {
        assertThat(Suggestion.of(written, KEYS)).isEqualTo(" (did you mean " + meant + "?)");
    }

    @ParameterizedTest
    @CsvSource({"colour", "x", "''", "ip", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void whatIsNearNothingGetsNoGuess(String written) {
        assertThat(Suggestion.of(written, KEYS)).isEmpty();
        assertThat(Suggestion.orAll(written, List.of("off", "on"))).isEqualTo(" (one of: off, on)");
    }

    @Test
    void whatIsEquallyNearIsAllTold() {
        assertThat(Suggestion.of("P1Z", List.of("P1P", "P1S", "A1"))).isEqualTo(" (did you mean P1P or P1S?)");
        assertThat(Suggestion.of("X1D", List.of("X1A", "X1B", "X1C", "X1E")))
                .isEqualTo(" (did you mean X1A, X1B or X1C?)");
    }

    @ParameterizedTest
    @CsvSource({"binb, bind", "mqt, mqtt", "ftps, ftp", "sdp, ssdp"})
    void aServiceIsRecognised(String written, String meant) {
        assertThat(Suggestion.of(written, List.of("bind", "ftp", "mqtt", "ssdp")))
                .isEqualTo(" (did you mean " + meant + "?)");
    }

    @Test
    void noWordsGiveNoHint() {
        assertThat(Suggestion.orAll("key", List.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', 0",
        "abc, abc, 0",
        "abc, '', 3",
        "'', abc, 3",
        "abc, abd, 1",
        "abc, acb, 1",
        "abc, ac, 1",
        "kitten, sitting, 3"
    })
    void theDistanceCountsSlips(String from, String to, int slips) {
        assertThat(Suggestion.distance(from, to)).isEqualTo(slips);
        assertThat(Suggestion.distance(to, from)).isEqualTo(slips);
    }
}
