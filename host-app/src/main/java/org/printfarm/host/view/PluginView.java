package org.printfarm.host.view;

import java.util.List;

/**
 * One file of the drop-in folder.
 *
 * @param file its name
 * @param id the plugin's id; empty when it cannot be read
 * @param version its version; empty when it cannot be read
 * @param services the types of its services
 * @param state used, refused or failed
 * @param reason why it is not used and how to mend it; empty when it is
 */
public record PluginView(String file, String id, String version, List<String> services, String state, String reason) {}
