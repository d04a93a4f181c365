#!/bin/bash
# One would guess: the unit that a 3MF's model names (micron to meter, millimetre if none) is applied, or told with the scene.
# What happens: assimp ignores it. A 10 inch edge and a 10 mm edge are both 10 units long, and no metadata of the scene says which.
# Seen with assimp 5.2.5 (Debian 12) on 2026-11-27.
# Why it matters: sizes for quotes and bed checks are wrong by 25.4 for every part that a CAD program exported in inches.
cd "$(dirname "$0")" && . ./lib.sh && . ./threemf.sh
assimp_debs
for unit in millimeter inch; do
    threemf $unit.3mf "<object id='1'>$tetrahedron</object>" "<item objectid='1'/>"
done
run sh -c 'for f in millimeter inch; do assimp info $f.3mf | sed -n "s/  */ /g; s/^\(Max[a-z]* point\)/$f: \1/p"; assimp info $f.3mf | grep -ic "unit" | sed "s/^/$f: words about units: /"; done'
says 'millimeter: Maximum point (10.000000 10.000000 10.000000)' 'inch: Maximum point (10.000000 10.000000 10.000000)' \
    'inch: words about units: 0'
holds
