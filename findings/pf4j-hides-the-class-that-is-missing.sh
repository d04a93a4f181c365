#!/bin/bash
# One would guess: a plugin whose plugin.class is not in its zip fails with ClassNotFoundException, which names the class.
# What happens: the exception is logged and dropped; the plugin is then started all the same, and what it keeps as its failure is the
# NullPointerException of that.
# Seen with PF4J 3.15.0 on JDK 17 on 2026-11-27.
# Why it matters: a host that shows getFailedException to its operator shows a fault of PF4J's, and no word of what to mend.
cd "$(dirname "$0")" && . ./lib.sh && . ./plugins.sh
pf4j
plugin ftp.zip ftp 1.0.0 plugin.class=org.example.NotPacked
load
says 'ftp 1.0.0 FAILED NullPointerException'
holds
