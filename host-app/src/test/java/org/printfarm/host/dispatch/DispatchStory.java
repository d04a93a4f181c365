package org.printfarm.host.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.Job.State;
import org.printfarm.simulator.machine.MachineRecord;

/** What became of jobs, as hosts told it in their logs, and as it stands in their record. One thread. */
final class DispatchStory {

    private static final Pattern STEP = Pattern.compile("job=(\\S+) machine=(\\S+) attempt=\\d+ state=(\\w+)(.*)");
    private static final Set<String> ENDS = Set.of("done", "held", "cancelled");

    private final MachineRecord record;
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, String> machines = new HashMap<>();
    private final Map<String, String> steps = new LinkedHashMap<>();
    private final Set<String> printed = new HashSet<>();
    private final Set<String> gated = new HashSet<>();
    private final Set<String> toCancel = new HashSet<>();

    DispatchStory(MachineRecord record) {
        this.record = record;
    }

    /** A job and the name of its file. */
    void named(String job, String name) {
        names.put(job, name);
    }

    /** One line of a host's log; the step that it tells of, or nothing. */
    String take(String line) {
        Matcher step = STEP.matcher(line);
        if (!step.find()) {
            return "";
        }
        String job = step.group(1);
        String machine = step.group(2);
        String state = step.group(3);
        assertThat(state).as(line).isNotEqualTo("failed");
        if (state.equals("assigned")) {
            assertThat(gated).as("its plate was not cleared: %s", line).doesNotContain(machine);
        } else if (state.equals("held")) {
            assertThat(step.group(4)).as(line).contains("reason=");
            toCancel.add(job);
        } else if (state.equals("done")) {
            gated.add(machine);
        } else if (state.equals("printing")) {
            printed.add(job);
        }
        machines.put(job, machine);
        steps.put(job, state);
        return state;
    }

    /** Somebody looked at the plate. */
    void clear(HostToKill host, String machine) throws IOException {
        gated.remove(machine);
        host.tell("clear " + machine);
    }

    /** Waits until whatever was begun has ended; as a person would, cancels what is not known. */
    void settle(HostToKill host) throws Exception {
        while (!open().isEmpty()) {
            cancelHeld(host);
            take(host.next());
        }
        cancelHeld(host);
    }

    private void cancelHeld(HostToKill host) throws IOException {
        for (String job : toCancel) {
            host.tell("cancel " + job);
        }
        toCancel.clear();
    }

    /** What was begun and has not ended: the last step of each job. */
    Map<String, String> open() {
        return steps.entrySet().stream()
                .filter(step -> !ENDS.contains(step.getValue()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Reads a job. */
    @FunctionalInterface
    interface Reader {
        Job job(String id) throws IOException;
    }

    /** A host that was killed may have written what it had no time to say. */
    void readAgain(Reader reader) throws IOException {
        for (String id : open().keySet()) {
            Job job = reader.job(id);
            if (job.state() == State.DONE) {
                steps.put(id, "done");
                gated.add(String.valueOf(machines.get(id)));
            } else if (job.state() == State.HELD) {
                assertThat(job.notes().reason()).as(names.get(id)).isPresent();
                steps.put(id, "held");
                toCancel.add(id);
            }
        }
    }

    /** Every job that was begun has ended, and its machine was told once, or not at all where a person was asked. */
    void check() {
        steps.forEach((job, step) -> {
            String name = names.get(job);
            List<String> starts = record.of(String.valueOf(machines.get(job)), MachineRecord.Kind.STARTED).stream()
                    .map(entry -> String.valueOf(entry.details().get("file")))
                    .filter(file -> file.contains(name + "_"))
                    .toList();
            assertThat(step).as(name).isIn(ENDS);
            assertThat(starts).as("%s %s", name, step).hasSizeLessThanOrEqualTo(1);
            if (step.equals("done") || printed.contains(job)) {
                assertThat(step).as(name).isEqualTo("done");
                assertThat(starts).as(name).hasSize(1);
            }
        });
    }

    /** How many ended how. */
    Map<String, Long> ends() {
        return steps.values().stream()
                .collect(Collectors.groupingBy(step -> step, TreeMap::new, Collectors.counting()));
    }
}
