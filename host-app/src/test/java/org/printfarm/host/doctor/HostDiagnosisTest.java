package org.printfarm.host.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.printfarm.host.view.DoctorView.Finding;
import org.printfarm.host.view.HostView;

/** What is said of hosts. */
final class HostDiagnosisTest {

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    private static HostView host(String name, String state, String since, String file, long clock, long answer) {
        return new HostView(name, name, state, since, "1", file, clock, answer, name.equals("one"), List.of());
    }

    private static HostView well(String name) {
        return host(name, HostView.WORKING, "2026-11-20T12:00:00Z", "abc", 1000, 500);
    }

    private static HostView gone(String since) {
        return host("gone", HostView.GONE, since, "def", 99_999, 9_999);
    }

    private static List<String> codes(HostView... hosts) {
        return HostDiagnosis.of(List.of(hosts), NOW).stream().map(Finding::code).toList();
    }

    @Test
    void ofHostsThatAreWellNothingIsSaid() {
        assertThat(codes()).isEmpty();
        assertThat(codes(well("one"))).isEmpty();
        assertThat(codes(well("one"), well("two"), gone("2026-11-28T11:00:00Z")))
                .isEmpty();
    }

    @Test
    void aHostIsAloneWhenOthersHaveGoneLately() {
        assertThat(codes(well("one"), gone("2026-11-28T11:00:00Z"))).containsExactly("HOST_ALONE");
        assertThat(codes(well("one"), gone("2026-10-28T11:00:00Z"))).isEmpty();
        assertThat(HostDiagnosis.of(List.of(well("one"), gone("2026-11-28T11:00:00Z")), NOW)
                        .get(0)
                        .cause())
                .contains("gone has not been heard of since 2026-11-28T11:00:00Z");
    }

    @Test
    void aClockThatIsApartEitherWayIsNamed() {
        HostView ahead = host("two", HostView.WORKING, "2026-11-20T12:00:00Z", "abc", 1001, 0);
        HostView behind = host("three", HostView.WORKING, "2026-11-20T12:00:00Z", "abc", -1001, 0);
        assertThat(HostDiagnosis.of(List.of(well("one"), ahead, behind), NOW))
                .extracting(Finding::code, Finding::printer, Finding::cause)
                .containsExactly(
                        tuple("CLOCK_APART", "two", "its clock is 1001 ms ahead of the database's"),
                        tuple("CLOCK_APART", "three", "its clock is 1001 ms behind the database's"));
    }

    @Test
    void aSlowDatabaseAndAnotherFileAreNamed() {
        HostView other = host("two", HostView.WORKING, "2026-11-20T12:00:00Z", "xyz", 0, 501);
        assertThat(codes(well("one"), other)).containsExactly("DATABASE_SLOW", "HOST_CONFIGURATION");
    }

    @Test
    void aHostWithoutItsPrintersIsNamedAndNotForItsFile() {
        HostView cut = host("two", HostView.WORKING, "2026-11-20T12:00:00Z", "", 0, 0);
        assertThat(codes(well("one"), cut)).containsExactly("HOST_WITHOUT_LAN");
        assertThat(codes(cut)).as("nobody else could have its part").isEmpty();
    }
}
