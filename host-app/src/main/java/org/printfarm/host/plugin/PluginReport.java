package org.printfarm.host.plugin;

import java.util.List;
import java.util.Locale;

/**
 * What became of one file of the drop-in folder.
 *
 * @param file its name in the folder
 * @param id what its {@code plugin.properties} says; empty when that could not be read
 * @param version what its {@code plugin.properties} says; empty when that could not be read
 * @param services the types of its factories, sorted; empty unless it is used
 * @param state how it ended
 * @param reason why it is not used, and how to mend it: one line; empty when it is used
 */
public record PluginReport(String file, String id, String version, List<String> services, State state, String reason) {

    /** How it ended. */
    public enum State {
        /** Its factories are there. */
        USED,
        /** It was looked at and turned away; nothing of it runs. */
        REFUSED,
        /** It broke, or did not answer, while it was unpacked or started. */
        FAILED;

        /** The word that stands in tables, in JSON and in log lines: {@code used}, {@code refused} or {@code failed}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Copies the list. */
    public PluginReport {
        services = List.copyOf(services);
    }

    static PluginReport used(String file, PluginDescription plugin, List<String> services) {
        return new PluginReport(file, plugin.id(), plugin.version(), services, State.USED, "");
    }

    static PluginReport refused(String file, PluginDescription plugin, String reason) {
        return new PluginReport(file, plugin.id(), plugin.version(), List.of(), State.REFUSED, reason);
    }

    static PluginReport failed(String file, PluginDescription plugin, String reason) {
        return new PluginReport(file, plugin.id(), plugin.version(), List.of(), State.FAILED, reason);
    }

    /** For a file of which not even the name of the plugin is known. */
    static PluginReport unknown(String file, State state, String reason) {
        return new PluginReport(file, "", "", List.of(), state, reason);
    }
}
