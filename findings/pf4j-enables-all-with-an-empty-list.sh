#!/bin/bash
# One would guess: enabled.txt lists what may run, so one that lists nothing (all lines commented out) lets nothing run.
# What happens: an empty list counts as no list: everything runs.
# Seen with PF4J 3.15.0 on JDK 17 on 2026-11-27.
# Why it matters: commenting out the last service of a list does not stop that service, it starts all the others.
cd "$(dirname "$0")" && . ./lib.sh && . ./plugins.sh
pf4j
plugin ftp.zip ftp 1.0.0
plugin ssdp.zip ssdp 1.0.0
echo ftp >"$work/plugins/enabled.txt"
load
says 'ftp 1.0.0 STARTED' 'ssdp 1.0.0 DISABLED'
echo '# ftp' >"$work/plugins/enabled.txt"
load
says 'ftp 1.0.0 STARTED' 'ssdp 1.0.0 STARTED'
holds
