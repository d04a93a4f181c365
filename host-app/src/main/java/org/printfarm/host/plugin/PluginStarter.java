package org.printfarm.host.plugin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.printfarm.host.plugin.PluginSelection.Candidate;

/** Starts all candidates at the same time, so that one that hangs takes no time from the others. */
final class PluginStarter {

    private final List<PluginReport> reports = new ArrayList<>();
    private final List<StartedPlugin> started = new ArrayList<>();

    /** Which file offers which type. */
    private final Map<String, String> fileOfType = new HashMap<>();

    /** A candidate on its way. */
    private record Pending(Candidate candidate, PluginStart start, WatchedCall<StartedPlugin> call) {}

    /** One for each candidate. */
    List<PluginReport> reports() {
        return reports;
    }

    /** Those that are used, in the order of their file names. */
    List<StartedPlugin> started() {
        return started;
    }

    /**
     * Starts them; of two with one type, the first in the list is used.
     *
     * @param candidates in the order of their file names
     * @param limit for all of them together
     */
    void start(List<Candidate> candidates, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        List<Pending> all = candidates.stream().map(PluginStarter::begin).toList();
        List<StartedPlugin> unused = new ArrayList<>();
        for (Pending pending : all) {
            String file = pending.candidate.file();
            PluginDescription plugin = pending.candidate.plugin();
            try {
                StartedPlugin ready = pending.call.await(deadline);
                decide(file, plugin, ready, unused);
            } catch (TimeoutException late) {
                reports.add(PluginReport.failed(file, plugin, noAnswer(pending, limit)));
            } catch (ExecutionException broken) {
                reports.add(broken(file, plugin, broken.getCause()));
            }
        }
        PluginCloser.closeAll(unused, limit);
    }

    private static Pending begin(Candidate candidate) {
        PluginStart start = new PluginStart(candidate.plugin());
        String thread = "plugin-" + candidate.plugin().id() + "-start";
        return new Pending(candidate, start, WatchedCall.start(thread, start::run, StartedPlugin::close));
    }

    private void decide(String file, PluginDescription plugin, StartedPlugin ready, List<StartedPlugin> unused) {
        Optional<String> taken = ready.factories().keySet().stream()
                .filter(fileOfType::containsKey)
                .findFirst();
        if (taken.isPresent()) {
            unused.add(ready);
            reports.add(PluginReport.refused(
                    file,
                    plugin,
                    "has the type " + Reason.quoted(taken.get()) + " of "
                            + Reason.quoted(String.valueOf(fileOfType.get(taken.get()))) + ": remove one of the two"));
            return;
        }
        List<String> types = List.copyOf(ready.factories().keySet());
        types.forEach(type -> fileOfType.put(type, file));
        started.add(ready);
        reports.add(PluginReport.used(file, plugin, types));
    }

    private static String noAnswer(Pending pending, Duration limit) {
        return Reason.oneLine("NO_ANSWER: did not return within " + limit.toMillis() + " ms while "
                + pending.start.step() + ", it is in " + pending.call.whereabouts()
                + ": report it to the plugin's author, or remove the zip");
    }

    private static PluginReport broken(String file, PluginDescription plugin, @Nullable Throwable cause) {
        if (cause instanceof BrokenPluginException brokenPlugin) {
            return PluginReport.failed(file, plugin, brokenPlugin.reason());
        }
        if (cause instanceof RefusedPluginException refused) {
            return PluginReport.refused(file, plugin, refused.reason());
        }
        return PluginReport.failed(file, plugin, "broke in a way that cannot be told: remove the zip");
    }
}
