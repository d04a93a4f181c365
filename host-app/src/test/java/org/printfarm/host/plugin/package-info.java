/** Tests of plugin loading; {@code PluginZipBuilder} makes plugins, good and hostile, from source text. */
@NullMarked
package org.printfarm.host.plugin;

import org.jspecify.annotations.NullMarked;
