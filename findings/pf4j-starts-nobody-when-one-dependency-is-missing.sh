#!/bin/bash
# One would guess: a plugin whose dependency is not there is left out, and the others start; PF4J has a state UNLOADED/FAILED and a
# list of unresolved plugins for it.
# What happens: loadPlugins throws for the whole folder, nothing is resolved and nothing starts, not even plugins that depend on nothing.
# A file that is no zip at all, in the same folder, is only skipped.
# Seen with PF4J 3.15.0 on JDK 17 on 2026-11-27.
# Why it matters: one optional extra dropped into the folder takes all forty printers off the network.
cd "$(dirname "$0")" && . ./lib.sh && . ./plugins.sh
pf4j
plugin ssdp.zip ssdp 1.0.0
echo 'no zip' >"$work/plugins/notes.zip"
load
says 'started: 1' 'ssdp 1.0.0 STARTED'
plugin ftp.zip ftp 1.0.0 plugin.dependencies=tls
load
says "DependenciesNotFoundException: Dependencies '[tls]' not found" 'started: 0'
holds
