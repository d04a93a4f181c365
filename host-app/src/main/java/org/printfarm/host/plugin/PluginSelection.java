package org.printfarm.host.plugin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.printfarm.host.plugin.PluginReport.State;

/** Decides, file by file, which plugins may be started. Of two with one id, the first in the order of file names may. */
final class PluginSelection {

    /** The most plugins that are started. */
    static final int MAX_PLUGINS = 64;

    private final PluginCache cache;
    private final List<PluginReport> reports = new ArrayList<>();
    private final List<Candidate> candidates = new ArrayList<>();

    /**
     * A plugin that passed inspection.
     *
     * @param file its name in the drop-in folder
     * @param plugin who it is
     */
    record Candidate(String file, PluginDescription plugin) {}

    PluginSelection(PluginCache cache) {
        this.cache = cache;
    }

    /** What became of the files that are no candidates. */
    List<PluginReport> reports() {
        return reports;
    }

    /** In the order of their file names. */
    List<Candidate> candidates() {
        return candidates;
    }

    /** Unpacks and inspects them; runs nothing of them. */
    void inspect(List<Path> files) {
        for (Path path : files) {
            String file = DropInFolder.name(path);
            try {
                DropInFolder.checkFile(path);
                accept(file, PluginDescription.read(cache.unpacked(path)));
            } catch (RefusedPluginException refused) {
                reports.add(PluginReport.unknown(file, State.REFUSED, refused.reason()));
            } catch (IOException | RuntimeException broken) {
                reports.add(PluginReport.unknown(file, State.FAILED, unreadable(broken)));
            }
        }
    }

    private void accept(String file, PluginDescription plugin) throws IOException {
        try {
            PluginInspector.inspect(plugin);
            checkId(plugin);
            if (candidates.size() == MAX_PLUGINS) {
                throw new RefusedPluginException(
                        "is one more than the " + MAX_PLUGINS + " plugins a host starts: remove some");
            }
            candidates.add(new Candidate(file, plugin));
        } catch (RefusedPluginException refused) {
            reports.add(PluginReport.refused(file, plugin, refused.reason()));
        }
    }

    private void checkId(PluginDescription plugin) throws RefusedPluginException {
        Optional<String> taken = candidates.stream()
                .filter(earlier -> earlier.plugin().id().equals(plugin.id()))
                .map(Candidate::file)
                .findFirst();
        if (taken.isPresent()) {
            throw new RefusedPluginException("has the id " + Reason.quoted(plugin.id()) + " of "
                    + Reason.quoted(taken.get()) + ": remove one of the two");
        }
    }

    private static String unreadable(Exception broken) {
        return "could not be unpacked (" + Reason.thrown(broken)
                + "): see that the disk has room and both folders can be used";
    }
}
