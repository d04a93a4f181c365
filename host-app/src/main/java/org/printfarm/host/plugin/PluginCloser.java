package org.printfarm.host.plugin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes plugins, all at the same time, so that one that hangs takes no time from the others. */
final class PluginCloser {

    private static final Logger LOG = LoggerFactory.getLogger(PluginCloser.class);

    private record Closing(StartedPlugin plugin, WatchedCall<Boolean> call) {}

    private PluginCloser() {}

    /**
     * Closes them, the last of the list first. What throws is logged; what does not return is logged and left behind.
     *
     * @param limit for all of them together
     */
    static void closeAll(List<StartedPlugin> plugins, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        List<StartedPlugin> newestFirst = new ArrayList<>(plugins);
        Collections.reverse(newestFirst);
        List<Closing> all = newestFirst.stream().map(PluginCloser::begin).toList();
        all.forEach(closing -> await(closing, deadline, limit));
    }

    private static Closing begin(StartedPlugin plugin) {
        return new Closing(
                plugin,
                WatchedCall.start(
                        "plugin-" + plugin.id() + "-close",
                        () -> {
                            plugin.close();
                            return true;
                        },
                        done -> {}));
    }

    private static void await(Closing closing, long deadline, Duration limit) {
        String id = closing.plugin.id();
        try {
            closing.call.await(deadline);
        } catch (TimeoutException late) {
            LOG.warn(
                    "plugin={} did not close within {} ms and is left behind in {}",
                    id,
                    limit.toMillis(),
                    closing.call.whereabouts());
        } catch (ExecutionException broken) {
            String thrown = broken.getCause() == null
                    ? "nothing"
                    : broken.getCause().getClass().getName();
            LOG.warn("plugin={} could not be closed: {}", id, thrown);
        }
    }
}
