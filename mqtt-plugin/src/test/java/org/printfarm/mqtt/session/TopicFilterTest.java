package org.printfarm.mqtt.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of MQTT 3.1.1 section 4.7. */
class TopicFilterTest {

    @ParameterizedTest
    @CsvSource({
        "sport/#, sport, true",
        "sport/#, sport/tennis/player1, true",
        "sport/+, sport, false",
        "sport/+, sport/, true",
        "+/+, /finance, true",
        "/+, /finance, true",
        "+, /finance, false",
        "#, a/b/c, true",
        "a/b, a/b/c, false",
        "a/b/c, a/b, false",
        "a/+/c, a/b/c, true",
        "A, a, false",
    })
    void matchesAsTheStandardSays(String filter, String topic, boolean matches) {
        assertThat(TopicFilter.parse(filter).orElseThrow().matches(topic)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sport/tennis#", "sport/#/ranking", "sport+", "+a", "a\0b", "##"})
    void whatIsNoFilterIsRefused(String text) {
        assertThat(TopicFilter.parse(text)).isEmpty();
    }
}
