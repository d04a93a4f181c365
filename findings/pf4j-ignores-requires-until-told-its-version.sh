#!/bin/bash
# One would guess: a plugin that says plugin.requires=>=99.0.0 starts in no older host, and plugin.requires=1.2.0 means just that.
# What happens: until the host calls setSystemVersion, requires is not looked at. Then 1.2.0 alone means 1.2.0 or later (2.0.0 too),
# unless exact versions were allowed, and a host's own 99.0.0-SNAPSHOT does not satisfy >=99.0.0.
# Seen with PF4J 3.15.0 on JDK 17 on 2026-11-27.
# Why it matters: the guard that plugin authors rely on guards nothing by default; and it first bites on the host's developers.
cd "$(dirname "$0")" && . ./lib.sh && . ./plugins.sh
pf4j
plugin new.zip new 1.0.0 'plugin.requires=>=99.0.0'
plugin exact.zip exact 1.0.0 'plugin.requires=1.2.0'
echo "  host without a version:" && load
says 'new 1.0.0 STARTED' 'exact 1.0.0 STARTED'
echo "  host 2.0.0:" && load 2.0.0
says 'new 1.0.0 DISABLED PluginRuntimeException' 'exact 1.0.0 STARTED'
echo "  host 99.0.0-SNAPSHOT:" && load 99.0.0-SNAPSHOT
says 'new 1.0.0 DISABLED PluginRuntimeException'
holds
