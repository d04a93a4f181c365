package org.printfarm.host.dispatch.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.driver.MachineStatus.FittedNozzle;
import org.printfarm.api.driver.Tray;
import org.printfarm.api.driver.TraySlot;
import org.printfarm.host.config.MatchRules;
import org.printfarm.host.config.MatchRules.Colour;
import org.printfarm.host.dispatch.match.MachineMatch.Answer;
import org.printfarm.host.dispatch.match.Requirements.Channel;
import org.printfarm.host.dispatch.match.Requirements.NozzleNeed;
import org.printfarm.host.dispatch.match.Requirements.Pin;

/** One job and one machine: what it must be, which tray feeds which channel, and what is said when it does not fit. */
final class MachineMatchTest {

    private static final String RED = "PLA FF0000";
    private static final Requirements NEEDS_RED = Cases.job(PrinterModel.P1S, RED);

    private static MachineMatch match(Requirements job, Candidate machine) {
        return MachineMatch.of(job, MatchRules.DEFAULT, machine);
    }

    private static List<Code> codes(MachineMatch match) {
        return match.findings().stream().map(Finding::code).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "P1S, X1C, true",
        "X1E, P1P, true",
        "P1S, A1, false",
        "A1, A1_MINI, false",
        "P1S, P2S, false",
        "H2D, H2D_PRO, false",
        "A1, A1, true"
    })
    void aMachineTakesWhatWasSlicedForItsFamily(PrinterModel sliced, PrinterModel machine, boolean fits) {
        MachineMatch match = match(Cases.job(sliced, RED), Cases.machine("left", machine, "0.0 " + RED));
        assertThat(match.answer()).isEqualTo(fits ? Answer.READY : Answer.UNFIT);
        assertThat(codes(match)).isEqualTo(fits ? List.of() : List.of(Code.MODEL));
    }

    @ParameterizedTest
    @CsvSource({
        "40, -, 0.4, true, READY",
        "40, -, 0.6, true, NOZZLE",
        "40, false, 0.4, false, READY",
        "40, false, 0.4, true, NOZZLE_FLOW",
        "40, true, 0.4, true, READY",
        "40, true, 0.4, false, NOZZLE_FLOW",
        "40, true, 0.4, -, NOZZLE_UNKNOWN",
        "40, false, 0.4, -, READY",
        "40, -, -, -, NOZZLE_UNKNOWN",
        "-, -, -, -, READY",
        "20, -, 0.20, -, READY"
    })
    void nozzles(String diameter, String flow, String fitted, String fittedFlow, Code code) {
        NozzleNeed need = new NozzleNeed(
                OptionalInt.empty(),
                diameter.equals("-") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(diameter)),
                flag(flow));
        Requirements job = new Requirements(NEEDS_RED.models(), Set.of(), List.of(need), NEEDS_RED.channels(), 0, 0);
        Candidate machine = withNozzles(
                Cases.machine("left", PrinterModel.P1S, "0.0 " + RED),
                fitted.equals("-") ? List.of() : List.of(new FittedNozzle(fitted, flag(fittedFlow))));
        assertThat(codes(match(job, machine))).isEqualTo(code == Code.READY ? List.of() : List.of(code));
        assertThat(match(job, machine).answer())
                .isEqualTo(code == Code.READY ? Answer.READY : code.isUnknown() ? Answer.UNKNOWN : Answer.UNFIT);
    }

    private static Optional<Boolean> flag(String word) {
        return word.equals("-") ? Optional.empty() : Optional.of(Boolean.valueOf(word));
    }

    private static Candidate withNozzles(Candidate machine, List<FittedNozzle> nozzles) {
        return new Candidate(
                machine.id(),
                machine.model(),
                Set.of("big"),
                true,
                nozzles,
                OptionalLong.of(1_000),
                machine.trays(),
                Optional.empty());
    }

    @Test
    void eachNozzleOfTwoIsLookedAtByItself() {
        List<NozzleNeed> needs = List.of(
                new NozzleNeed(OptionalInt.of(0), OptionalInt.of(40), Optional.empty()),
                new NozzleNeed(OptionalInt.of(1), OptionalInt.of(60), Optional.empty()));
        Requirements job = new Requirements(List.of(PrinterModel.H2D), Set.of(), needs, List.of(), 0, 0);
        Candidate machine = Cases.machine("left", PrinterModel.H2D, "0.0 " + RED);
        FittedNozzle small = new FittedNozzle("0.4", Optional.empty());
        FittedNozzle large = new FittedNozzle("0.6", Optional.empty());
        assertThat(match(job, withNozzles(machine, List.of(small, large))).answer())
                .isEqualTo(Answer.READY);
        assertThat(codes(match(job, withNozzles(machine, List.of(large, small)))))
                .containsExactly(Code.NOZZLE);
        assertThat(codes(match(job, withNozzles(machine, List.of(small))))).containsExactly(Code.NOZZLE_UNKNOWN);
    }

    @Test
    void tagsAndRoomAreAskedOfAFolderToo() {
        Requirements job =
                new Requirements(List.of(PrinterModel.P1S), Set.of("big"), List.of(), NEEDS_RED.channels(), 1_000, 0);
        Candidate folder = new Candidate(
                "nas",
                Optional.empty(),
                Set.of("big", "dry"),
                false,
                List.of(),
                OptionalLong.of(1_000),
                List.of(),
                Optional.empty());
        assertThat(match(job, folder).answer()).isEqualTo(Answer.READY);
        assertThat(Cases.shown(match(job, folder).plan().orElseThrow())).isEmpty();
        Candidate full = new Candidate(
                "nas",
                Optional.empty(),
                Set.of("dry"),
                false,
                List.of(),
                OptionalLong.of(999),
                List.of(),
                Optional.empty());
        assertThat(codes(match(job, full))).containsExactly(Code.TAG, Code.STORAGE);
    }

    @ParameterizedTest
    @CsvSource({
        "HAS_JOB, COMPATIBLE",
        "PLATE, COMPATIBLE",
        "OFFLINE, COMPATIBLE",
        "NOT_REACHED, UNKNOWN",
        "STATE_UNKNOWN, UNKNOWN"
    })
    void aMachineThatWaitsForSomethingIsNotReady(Code code, Answer answer) {
        Candidate machine = Cases.waiting(Cases.machine("left", PrinterModel.P1S, "0.0 " + RED), code);
        assertThat(match(NEEDS_RED, machine).answer()).isEqualTo(answer);
        assertThat(codes(match(NEEDS_RED, machine))).containsExactly(code);
    }

    /** Jobs, trays and the plan; channels and trays are separated by semicolons. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "the nearest colour | PLA FF0000 | 0.0 PLA F00500;0.1 PLA FF0000 | 0.1",
                "the same preset | PLA FF0000 GFA00 | 0.0 PLA FF0000 GFL99;0.1 PLA FF0000 GFA00 | 0.1",
                "the first of equals | PLA FF0000 | 0.2 PLA FF0000;0.3 PLA FF0000 | 0.2",
                "not greedy | PLA FF0000;PLA F00500 | 0.0 PLA F00500;0.1 PLA FF0000 | 0.1 0.0",
                "all or none | PLA FF0000;PLA FC0000 | 0.0 PLA FF0000;0.1 PETG FF0000 | none",
                "what only one can take | PLA -;PLA FF0000 | 0.0 PLA FF0000;0.1 PLA 00FF00 | 0.1 0.0",
                "equals in their order | PLA FF0000;PLA FF0000 | 0.0 PLA FF0000;0.1 PLA FF0000 | 0.0 0.1",
                "the external spool last | PLA FF0000 | 255.0 PLA FF0000;0.0 PLA F00500 | 0.0",
                "the external spool at all | PLA FF0000 | 255.0 PLA FF0000;0.0 PETG FF0000 | 255.0",
                "no spool beside trays | PLA FF0000;PLA 0000FF | 255.0 PLA FF0000;0.0 PLA 0000FF | none",
                "an AMS HT | PLA FF0000 | 0.0 PETG FF0000;128.0 PLA FF0000 | 128.0"
            })
    void trays(String what, String channels, String trays, String plan) {
        MachineMatch match = match(
                Cases.job(PrinterModel.P1S, channels.split(";")),
                Cases.machine("left", PrinterModel.P1S, trays.split(";")));
        assertThat(match.plan().map(Cases::shown).orElse("none")).as(what).isEqualTo(plan);
    }

    /** The right nozzle prints channel 0, the left one channel 1, whatever number of channels there is. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "each nozzle its trays | 0.0/0 PLA FF0000;1.0/1 PLA FF0000 | 0.0 1.0",
                "trays of one nozzle alone | 0.0/0 PLA FF0000;0.1/0 PLA FF0000 | none",
                "trays that feed either | 0.0 PLA FF0000;0.1 PLA FF0000 | 0.0 0.1",
                "a spool for each nozzle | 255.0 PLA FF0000;254.0 PLA FF0000 | 255.0 254.0",
                "a spool of the other nozzle | 254.0 PLA FF0000;0.0/1 PLA FF0000 | none",
                "a tray and a spool | 0.0/0 PLA FF0000;254.0 PLA FF0000 | 0.0 254.0"
            })
    void twoNozzles(String what, String trays, String plan) {
        List<Channel> channels = List.of(side(0, 0), side(1, 1));
        Requirements job = new Requirements(List.of(PrinterModel.H2D), Set.of(), List.of(), channels, 0, 0);
        MachineMatch match = match(job, Cases.machine("left", PrinterModel.H2D, trays.split(";")));
        assertThat(match.plan().map(Cases::shown).orElse("none")).as(what).isEqualTo(plan);
    }

    private static Channel side(int number, int side) {
        return new Channel(number, Cases.filament(RED), 0, OptionalInt.of(side), Optional.empty());
    }

    @Test
    void aSpoolThatIsUsedBarsTheTraysOfItsNozzle() {
        List<Channel> channels = List.of(side(0, 0), side(1, 0));
        Requirements job = new Requirements(List.of(PrinterModel.H2D), Set.of(), List.of(), channels, 0, 0);
        Candidate machine = Cases.machine("left", PrinterModel.H2D, "255.0 " + RED, "0.0/0 " + RED);
        assertThat(codes(match(job, machine))).containsExactly(Code.TOO_FEW_TRAYS);
    }

    @Test
    void theEmptierSpoolComesFirstWithRefillAlone() {
        Candidate machine = Cases.machine("left", PrinterModel.P1S, "0.0 " + RED, "0.1 " + RED);
        Candidate told = new Candidate(
                machine.id(),
                machine.model(),
                Set.of(),
                true,
                machine.nozzles(),
                OptionalLong.empty(),
                List.of(remaining(machine, 0, 80), remaining(machine, 1, 20)),
                Optional.empty());
        MatchRules off = MatchRules.DEFAULT;
        MatchRules on = new MatchRules(off.colour(), off.deltaE(), off.material(), off.preset(), off.source(), true);
        assertThat(Cases.shown(MachineMatch.of(NEEDS_RED, off, told).plan().orElseThrow()))
                .isEqualTo("0.0");
        assertThat(Cases.shown(MachineMatch.of(NEEDS_RED, on, told).plan().orElseThrow()))
                .isEqualTo("0.1");
    }

    private static Tray remaining(Candidate machine, int tray, int percent) {
        Tray told = machine.trays().get(tray);
        return new Tray(
                told.slot(), told.material(), told.colour(), told.preset(), Optional.of(percent), told.nozzle());
    }

    @Test
    void aPinnedTrayIsTakenOrNone() {
        Candidate machine = Cases.machine("left", PrinterModel.P1S, "0.0 " + RED, "0.1 PLA 0000FF", "0.2 PETG FF0000");
        assertThat(Cases.shown(match(pinned("left", 1), machine).plan().orElseThrow()))
                .isEqualTo("0.1");
        assertThat(codes(match(pinned("left", 2), machine))).containsExactly(Code.PIN);
        assertThat(codes(match(pinned("right", 0), machine))).contains(Code.PINNED);
    }

    private static Requirements pinned(String machine, int slot) {
        return NEEDS_RED.pinned(Map.of(0, new Pin(machine, new TraySlot(0, slot))));
    }

    @Test
    void aWishForAnotherColourTakesThePlaceOfWhatTheFileSays() {
        Candidate machine = Cases.machine("left", PrinterModel.P1S, "0.0 " + RED, "0.1 PLA 00FF00");
        assertThat(trayFor("PLA 00FF00 GFA00", machine)).isEqualTo("0.1");
    }

    @Test
    void aWishForAnotherPlasticThanTheFileWasSlicedForIsPassedOver() {
        Candidate machine = Cases.machine("left", PrinterModel.P1S, "0.0 " + RED, "0.1 PETG 00FF00");
        assertThat(trayFor("PETG 00FF00 GFG00", machine)).isEqualTo("0.0");
    }

    private static String trayFor(String wish, Candidate machine) {
        Requirements wished = NEEDS_RED.wishing(Map.of(0, Cases.filament(wish)));
        return Cases.shown(match(wished, machine).plan().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.0 PETG FF0000 | UNFIT | MATERIAL | no tray holds the material: PLA",
                "0.0 PLA 0000FF | UNFIT | COLOUR | the material is there, in another colour: PLA #FF0000 is wanted, the nearest is off by 53",
                "0.0 PLA - | UNKNOWN | COLOUR_UNKNOWN | the material is there, in a colour that the machine does not tell",
                "0.0 PLA FF0000 | READY | READY | takes it now"
            })
    void aChannelSaysHowNearItCame(String tray, Answer answer, Code code, String text) {
        MachineMatch match = match(NEEDS_RED, Cases.machine("left", PrinterModel.P1S, tray));
        ChannelMatch channel = match.channels().get(0);
        assertThat(channel.answer()).isEqualTo(answer);
        assertThat(channel.finding()).isEqualTo(new Finding(code, text));
        assertThat(codes(match)).isEqualTo(code == Code.READY ? List.of() : List.of(code));
    }

    @Test
    void aMachineThatTellsNoTraysIsUnknownAndOneWithTooFewIsUnfit() {
        assertThat(match(NEEDS_RED, Cases.machine("left", PrinterModel.P1S)).answer())
                .isEqualTo(Answer.UNKNOWN);
        MachineMatch few =
                match(Cases.job(PrinterModel.P1S, RED, RED), Cases.machine("left", PrinterModel.P1S, "0.0 " + RED));
        assertThat(few.answer()).isEqualTo(Answer.UNFIT);
        assertThat(codes(few)).containsExactly(Code.TOO_FEW_TRAYS);
        assertThat(few.channels()).extracting(ChannelMatch::answer).containsOnly(Answer.COMPATIBLE);
    }

    @Test
    void channelsThatAreNotUsedStayOpen() {
        Requirements job =
                new Requirements(List.of(PrinterModel.P1S), Set.of(), List.of(), List.of(Cases.channel(2, RED)), 0, 0);
        assertThat(Cases.shown(match(job, Cases.machine("left", PrinterModel.P1S, "1.3 " + RED))
                        .plan()
                        .orElseThrow()))
                .isEqualTo("- - 1.3");
    }

    @Test
    void moreChannelsThanAnyMachineFeedsAreRefusedAtOnce() {
        String[] many = new String[Requirements.MAX_CHANNELS + 1];
        Arrays.fill(many, RED);
        MachineMatch match =
                match(Cases.job(PrinterModel.P1S, many), Cases.machine("left", PrinterModel.P1S, "0.0 " + RED));
        assertThat(match.answer()).isEqualTo(Answer.UNFIT);
        assertThat(codes(match)).contains(Code.TOO_MANY_CHANNELS);
    }

    @Test
    void coloursAreAskedAsThePoolSays() {
        Candidate machine = Cases.machine("left", PrinterModel.P1S, "0.0 PLA 0000FF");
        assertThat(MachineMatch.of(NEEDS_RED, Cases.rules(Colour.ANY), machine).answer())
                .isEqualTo(Answer.READY);
    }
}
