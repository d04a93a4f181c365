package org.printfarm.host.dispatch.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.driver.MachineStatus.FittedNozzle;
import org.printfarm.api.driver.Tray;
import org.printfarm.host.config.MatchRules;
import org.printfarm.host.config.MatchRules.Colour;
import org.printfarm.host.config.PoolEntry;
import org.printfarm.host.dispatch.match.PoolChoice.Chosen;
import org.printfarm.host.dispatch.match.Requirements.Channel;
import org.printfarm.host.dispatch.match.Requirements.NozzleNeed;

/** A queue and a pool, held against all ways tried. */
final class PoolChoiceTest {

    private static final List<PrinterModel> MODELS = List.of(
            PrinterModel.P1S, PrinterModel.X1C, PrinterModel.P1S, PrinterModel.A1, PrinterModel.H2D, PrinterModel.H2D);
    private static final List<String> MATERIALS = List.of("PLA", "PLA", "PLA", "PETG");
    private static final List<String> COLOURS = List.of("FF0000", "F80404", "00FF00", "00F40A", "0000FF");
    private static final List<String> PRESETS = List.of("-", "GFA00", "GFL99");
    private static final List<String> DIAMETERS = List.of("0.4", "0.4", "0.4", "0.4", "0.4", "0.4", "0.4", "0.6");

    @Property(tries = 2_000)
    void nothingIsPrintedWronglyAndNothingWaitsThatCouldBePrinted(@ForAll long seed) {
        Random random = new Random(seed);
        MatchRules rules = Cases.rules(List.of(Colour.values()).get(random.nextInt(3)));
        Brute brute = new Brute(rules);
        List<Candidate> machines = machines(random);
        List<Requirements> needs = jobs(random);
        List<Waiting> queue = new ArrayList<>();
        needs.forEach(need -> queue.add(Cases.waiting(queue.size(), need)));

        List<Chosen> chosen = PoolChoice.choose(queue, machines, rules, Integer.MAX_VALUE);

        Set<String> used = new HashSet<>();
        Map<String, Candidate> byId = new HashMap<>();
        machines.forEach(machine -> byId.put(machine.id(), machine));
        for (Chosen one : chosen) {
            Candidate machine = Objects.requireNonNull(byId.get(one.machine()));
            Requirements job = needs.get(Integer.parseInt(one.job().substring("job-".length())));
            assertThat(machine.waits()).as("a start while busy").isEmpty();
            assertThat(used.add(machine.id())).as("two jobs on one machine").isTrue();
            assertThat(brute.isModel(job, machine)).as("a wrong model").isTrue();
            assertThat(brute.isNozzle(job, machine)).as("a wrong nozzle").isTrue();
            assertThat(brute.plans(job, machine)).as("a wrong spool").contains(trays(one.plan(), machine));
            assertThat(brute.cost(job, trays(one.plan(), machine)))
                    .as("a worse tray")
                    .isEqualTo(best(brute, job, machine));
        }
        List<Candidate> free =
                machines.stream().filter(machine -> machine.waits().isEmpty()).toList();
        assertThat(chosen.stream().map(Chosen::job).toList())
                .as("what begins")
                .isEqualTo(brute.begin(needs, free).stream()
                        .map(index -> "job-" + index)
                        .toList());
        for (int index = 0; index < needs.size(); index++) {
            for (Candidate machine : machines) {
                MachineMatch match = MachineMatch.of(needs.get(index), rules, machine);
                assertThat(match.answer() == MachineMatch.Answer.READY)
                        .as("the reason says the same as the choice")
                        .isEqualTo(machine.waits().isEmpty()
                                && !brute.plans(needs.get(index), machine).isEmpty());
            }
        }
    }

    private static List<Long> best(Brute brute, Requirements job, Candidate machine) {
        return brute.plans(job, machine).stream()
                .map(plan -> brute.cost(job, plan))
                .min(Comparator.comparing((List<Long> cost) -> cost.get(0))
                        .thenComparing(cost -> cost.get(1))
                        .thenComparing(cost -> cost.get(2))
                        .thenComparing(cost -> cost.get(3)))
                .orElseThrow();
    }

    private static List<Tray> trays(TrayPlan plan, Candidate machine) {
        return plan.trays().stream()
                .flatMap(Optional::stream)
                .map(slot -> machine.trays().stream()
                        .filter(tray -> tray.slot().equals(slot))
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    private static List<Candidate> machines(Random random) {
        List<Candidate> machines = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int number = 0; number < count; number++) {
            PrinterModel model = any(random, MODELS);
            List<FittedNozzle> nozzles = new ArrayList<>();
            for (int nozzle = 0; nozzle < model.nozzles(); nozzle++) {
                nozzles.add(new FittedNozzle(any(random, DIAMETERS), Optional.empty()));
            }
            machines.add(new Candidate(
                    "m" + number,
                    Optional.of(model),
                    Set.of(),
                    true,
                    nozzles,
                    OptionalLong.empty(),
                    trays(random, model),
                    random.nextInt(4) == 0 ? Optional.of(Finding.of(Code.HAS_JOB)) : Optional.empty()));
        }
        return machines;
    }

    private static List<Tray> trays(Random random, PrinterModel model) {
        List<Tray> trays = new ArrayList<>();
        int count = random.nextInt(5);
        for (int slot = 0; slot < count; slot++) {
            String side = model.nozzles() == 2 ? "/" + slot % 2 : "";
            trays.add(Cases.tray((slot % 2) + "." + (slot / 2) + side + " " + filament(random)));
        }
        trays.add(Cases.tray("255.0 " + filament(random)));
        if (model.nozzles() == 2) {
            trays.add(Cases.tray("254.0 " + filament(random)));
        }
        return trays;
    }

    private static List<Requirements> jobs(Random random) {
        List<Requirements> jobs = new ArrayList<>();
        int count = 1 + random.nextInt(5);
        for (int number = 0; number < count; number++) {
            PrinterModel model = any(random, MODELS);
            boolean dual = model.nozzles() == 2;
            List<Channel> channels = new ArrayList<>();
            List<NozzleNeed> nozzles = new ArrayList<>();
            int used = 1 + random.nextInt(3);
            for (int channel = 0; channel < used; channel++) {
                OptionalInt side = dual ? OptionalInt.of(random.nextInt(2)) : OptionalInt.empty();
                channels.add(new Channel(channel, Cases.filament(filament(random)), 0, side, Optional.empty()));
                nozzles.add(
                        new NozzleNeed(side, RequirementsReader.hundredths(any(random, DIAMETERS)), Optional.empty()));
            }
            jobs.add(new Requirements(List.of(model), Set.of(), nozzles, channels, 0, 0));
        }
        return jobs;
    }

    private static String filament(Random random) {
        return any(random, MATERIALS) + " " + any(random, COLOURS) + " " + any(random, PRESETS);
    }

    private static <T> T any(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    @Example
    void aJobGoesToAnotherMachineThatFitsWhenOneBehindItNeedsItsOwn() {
        Candidate both = Cases.machine("both", PrinterModel.P1S, "0.0 PLA FF0000", "0.1 PETG 00FF00");
        Candidate red = Cases.machine("red", PrinterModel.P1S, "0.0 PLA FF0000");
        List<Waiting> queue = List.of(
                Cases.waiting(0, Cases.job(PrinterModel.P1S, "PLA FF0000")),
                Cases.waiting(1, Cases.job(PrinterModel.P1S, "PETG 00FF00")));
        assertThat(PoolChoice.choose(queue, List.of(both, red), MatchRules.DEFAULT, 9))
                .extracting(one -> one.job() + " " + one.machine() + " " + Cases.shown(one.plan()))
                .containsExactly("job-0 red 0.0", "job-1 both 0.1");
        assertThat(PoolChoice.choose(queue, List.of(both, red), MatchRules.DEFAULT, 1))
                .extracting(one -> one.job() + " " + one.machine())
                .containsExactly("job-0 both");
    }

    @Example
    void whoseTurnItIs() {
        Waiting first = waiting(1, 0, 500);
        Waiting short1 = waiting(2, 0, 100);
        Waiting unknown = waiting(3, 0, 0);
        Waiting urgent = waiting(4, 5, 900);
        List<Waiting> queue = new ArrayList<>(List.of(unknown, urgent, short1, first));
        queue.sort(Waiting.order(PoolEntry.Order.FIFO));
        assertThat(queue).containsExactly(urgent, first, short1, unknown);
        queue.sort(Waiting.order(PoolEntry.Order.SHORTEST));
        assertThat(queue).containsExactly(urgent, short1, first, unknown);
    }

    private static Waiting waiting(int number, int priority, long seconds) {
        Requirements needs = new Requirements(List.of(PrinterModel.P1S), Set.of(), List.of(), List.of(), 0, seconds);
        return new Waiting("job-" + number, number, priority, needs, Optional.empty());
    }
}
