package org.printfarm.mqtt.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubscriptionsTest {

    private static final String OWN = "01P00A000000001";
    private static final String OTHER = "00M00A000000009";

    private final Subscriptions subscriptions = new Subscriptions(OWN);

    @ParameterizedTest
    @CsvSource({"#", "+/+/+", "device/#", "device/+/report", "device/01P00A000000001/report", "+/01P00A000000001/#"})
    void everyFilterThatMatchesShowsTheOwnReports(String filter) {
        assertThat(subscriptions.add(filter, 1)).isOne();
        assertThat(subscriptions.statusTopics()).containsExactly(Map.entry(SerialTopics.report(OWN), 1));
    }

    @ParameterizedTest
    @CsvSource({"device/+/request", "device/+", "+", "/#", "$SYS/#", "device/+/report/more", "DEVICE/+/report"})
    void everyOtherFilterIsGrantedAndShowsNothing(String filter) {
        assertThat(subscriptions.add(filter, 0)).isZero();
        assertThat(subscriptions.statusTopics()).isEmpty();
    }

    @Test
    void serialOfTheSubscriptionIsUsed() {
        subscriptions.add(SerialTopics.report(OTHER), 0);
        assertThat(subscriptions.statusTopics()).containsOnlyKeys(SerialTopics.report(OTHER));
        assertThat(subscriptions.answerTopics(OTHER)).containsOnlyKeys(SerialTopics.report(OTHER));
    }

    @Test
    void serialOfTheLastRequestIsUsedWhereAWildcardLeavesItOpen() {
        subscriptions.add("device/+/report", 0);
        subscriptions.uses(OTHER);
        assertThat(subscriptions.statusTopics()).containsOnlyKeys(SerialTopics.report(OTHER));
    }

    @Test
    void answerToAnotherSerialGoesWhereTheClientListens() {
        subscriptions.add(SerialTopics.report(OWN), 0);
        assertThat(subscriptions.answerTopics(OTHER)).containsOnlyKeys(SerialTopics.report(OWN));
    }

    @Test
    void overlappingFiltersGiveOneCopyWithTheHighestQuality() {
        subscriptions.add(SerialTopics.report(OWN), 0);
        subscriptions.add("#", 2);
        assertThat(subscriptions.statusTopics()).containsExactly(Map.entry(SerialTopics.report(OWN), 1));
    }

    @Test
    void filtersAreBoundedAndMayBeReplacedAndRemoved() {
        for (int number = 0; number < Subscriptions.MAX_FILTERS; number++) {
            assertThat(subscriptions.add("a/" + number, 0)).isZero();
        }
        assertThat(subscriptions.add("b", 0)).isEqualTo(Subscriptions.FAILURE);
        assertThat(subscriptions.add("a/0", 1)).isOne();
        subscriptions.remove("a/0");
        assertThat(subscriptions.add("b", 0)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "device//report, ''",
        "device/a/b/report, ''",
        "device/+/report, ''",
        "x/a/report, ''",
        "device/report, ''",
        "device/a/report, a"
    })
    void serialIsOneLevel(String topic, String serial) {
        assertThat(SerialTopics.serialOfReport(topic).orElse("")).isEqualTo(serial);
    }
}
