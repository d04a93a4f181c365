/**
 * The drop-in folder → factories: inspects every zip, unpacks the good ones, starts each alone and tells what became of it.
 * The only package that knows PF4J; it knows nothing of the rest of the host.
 *
 * <p><b>The way of a zip.</b> {@code DropInFolder} finds it, {@code PluginCache} unpacks it within
 * bounds, {@code PluginInspector} reads what was unpacked, and only then does {@code PluginStart} hand it to PF4J, on a
 * thread of its own that is given up after 5 s. Whatever goes wrong on the way becomes a {@link
 * org.printfarm.host.plugin.PluginReport}; the other zips go on.
 *
 * <p><b>What a plugin sees.</b> The JDK, the plugin API, PF4J, SLF4J, Jackson and JSpecify, all of them the host's, and what
 * lies in its own zip. Not the host, not the host's other libraries, not another plugin: each has a PF4J manager of its own.
 *
 * <p><b>What this is not.</b> A plugin is code that runs with the host's rights. A class loader keeps accidents apart, not
 * attackers: {@code System.exit}, reflection over the system class loader, endless memory or threads cannot be stopped inside
 * one JVM on Java 17 and later. Only zips that the operator trusts belong into the folder.
 */
@NullMarked
package org.printfarm.host.plugin;

import org.jspecify.annotations.NullMarked;
