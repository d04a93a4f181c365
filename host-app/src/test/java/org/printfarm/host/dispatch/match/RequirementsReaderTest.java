package org.printfarm.host.dispatch.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.printfarm.api.PrinterModel;
import org.printfarm.host.dispatch.match.Requirements.Channel;
import org.printfarm.host.dispatch.match.Requirements.NozzleNeed;
import org.printfarm.host.job.threemf.SlicedContents;
import org.printfarm.host.job.threemf.SlicedContents.Filament;
import org.printfarm.host.job.threemf.SlicedContents.Kind;
import org.printfarm.host.job.threemf.SlicedContents.Plate;
import org.printfarm.host.job.threemf.SlicedContents.Use;

/** What a file says of a plate, as needs. */
final class RequirementsReaderTest {

    private static Requirements read(List<String> models, String nozzles, Filament... filaments) {
        SlicedContents contents = new SlicedContents(
                Kind.SLICED,
                models,
                List.of(new Plate(1, 60, List.of(), false, ""), new Plate(2, 300, List.of(filaments), false, nozzles)));
        return RequirementsReader.read(contents, 2, PrinterModel.A1, Set.of("big"), 9);
    }

    private static Filament filament(int number, String type, String colour, String preset) {
        return new Filament(type, colour, 1.5, new Use(number, false, preset, "", "", ""));
    }

    @Test
    void thePlateThatIsPrintedNeedsItsChannels() {
        Requirements needs = read(
                List.of("C12"),
                "0.4",
                filament(3, "pla", "#ff0000", "GFA00"),
                filament(1, "PETG HF", "00FF00AA", ""),
                new Filament("ABS", "#000000", 0, new Use(2, true, "", "", "", "")));
        assertThat(needs.models()).containsExactly(PrinterModel.P1S);
        assertThat(needs.tags()).containsExactly("big");
        assertThat(needs.bytes()).isEqualTo(9);
        assertThat(needs.seconds()).isEqualTo(300);
        assertThat(needs.nozzles())
                .containsExactly(new NozzleNeed(OptionalInt.empty(), OptionalInt.of(40), Optional.empty()));
        assertThat(needs.channels())
                .containsExactly(
                        new Channel(
                                0,
                                new Requirements.Filament("PETG HF", OptionalInt.of(0x00FF00), Optional.empty()),
                                1.5,
                                OptionalInt.empty(),
                                Optional.empty()),
                        new Channel(2, Cases.filament("PLA FF0000 GFA00"), 1.5, OptionalInt.empty(), Optional.empty()));
    }

    @Test
    void channelsOfOneNumberAreOneAndThoseWithoutAreCounted() {
        assertThat(read(List.of(), "", filament(1, "PLA", "", ""), filament(1, "PLA", "", ""))
                        .channels())
                .hasSize(1);
        assertThat(read(List.of(), "", filament(0, "PLA", "", ""), filament(0, "PLA", "", ""))
                        .channels())
                .extracting(Channel::number)
                .containsExactly(0, 1);
    }

    @Test
    void aFileThatNamesNoModelIsForThatOfItsPrinterAndOneForUnknownModelsForNone() {
        assertThat(read(List.of(), "").models()).containsExactly(PrinterModel.A1);
        assertThat(read(List.of("Printer of others"), "").models()).isEmpty();
    }

    @Test
    void theFirstNozzleOfASlicerIsTheLeftOne() {
        Requirements needs = read(
                List.of("O1D"),
                "0.4,0.6",
                new Filament("PLA", "", 0, new Use(1, false, "", "", "Standard", "0")),
                new Filament("PLA", "", 0, new Use(2, false, "", "", "High Flow", "1")),
                new Filament("PLA", "", 0, new Use(3, false, "", "0.20", "", "0,1")));
        assertThat(needs.channels())
                .extracting(Channel::side)
                .containsExactly(OptionalInt.of(1), OptionalInt.of(0), OptionalInt.empty());
        assertThat(needs.nozzles())
                .containsExactly(
                        new NozzleNeed(OptionalInt.of(1), OptionalInt.of(40), Optional.of(false)),
                        new NozzleNeed(OptionalInt.of(0), OptionalInt.of(60), Optional.of(true)),
                        new NozzleNeed(OptionalInt.empty(), OptionalInt.of(20), Optional.empty()));
    }

    @Test
    void whatHasNoFormOfAFilamentIsNotTakenOver() {
        Requirements needs = read(List.of(), "", filament(1, "<script>", "red", "../x"));
        assertThat(needs.channels().get(0).filament()).isEqualTo(Cases.filament("-"));
    }

    @Test
    void aPlateThatIsNotDescribedNeedsNothingThatIsKnown() {
        Requirements needs = RequirementsReader.read(SlicedContents.NONE, 1, PrinterModel.A1, Set.of(), 0);
        assertThat(needs.channels()).isEmpty();
        assertThat(needs.nozzles()).isEmpty();
        assertThat(needs.models()).containsExactly(PrinterModel.A1);
    }
}
