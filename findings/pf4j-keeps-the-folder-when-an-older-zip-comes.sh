#!/bin/bash
# One would guess: a plugin zip put in place of another is what runs after the next start.
# What happens: PF4J unpacks a zip into a folder beside it, and again only when the zip's time is later than the folder's. A zip
# that was built earlier (back to the last release, time kept as cp -p and most package tools do) changes nothing: the unpacked
# version runs on.
# Seen with PF4J 3.15.0 on JDK 17 on 2026-11-27.
# Why it matters: whoever goes back after a bad update of a farm still runs the bad one, and the folder shows the good zip.
cd "$(dirname "$0")" && . ./lib.sh && . ./plugins.sh
pf4j
plugin ftp.zip ftp 2.0.0
load
says 'ftp 2.0.0 STARTED'
plugin ftp.zip ftp 1.0.0
touch -d '1 day ago' "$work/plugins/ftp.zip"
echo "  the zip is of version 1.0.0 now:"
load
says 'ftp 2.0.0 STARTED'
holds
