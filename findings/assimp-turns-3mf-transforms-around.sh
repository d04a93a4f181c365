#!/bin/bash
# One would guess: a component that is doubled in size and an item that stands 50 mm to the right make a doubled part at 50 mm:
# the component's transform is applied first, the item's after it.
# What happens: assimp applies them the other way around. The doubled tetrahedron of 10 mm starts at x = 100, not at 50. As long as
# a component's transform only moves, both orders give the same, so simple files look right.
# Seen with assimp 5.2.5 (Debian 12) on 2026-11-27.
# Why it matters: slicers write every model as components under an item, with scale and rotation in either. Bounds that are
# taken with assimp tell that a part leaves the bed which does not.
cd "$(dirname "$0")" && . ./lib.sh && . ./threemf.sh
assimp_debs
right="<item objectid='2' transform='1 0 0 0 1 0 0 0 1 50 0 0'/>"
threemf moved.3mf "<object id='1'>$tetrahedron</object><object id='2'><components>
    <component objectid='1' transform='1 0 0 0 1 0 0 0 1 5 6 7'/></components></object>" "$right"
threemf doubled.3mf "<object id='1'>$tetrahedron</object><object id='2'><components>
    <component objectid='1' transform='2 0 0 0 2 0 0 0 2 0 0 0'/></components></object>" "$right"
run sh -c 'for f in moved doubled; do assimp info $f.3mf | sed -n "s/  */ /g; s/^\(M[a-z]* point\)/$f: \1/p"; done'
says 'moved: Minimum point (55.000000 6.000000 7.000000)' \
    'doubled: Minimum point (100.000000 0.000000 0.000000)' 'doubled: Maximum point (120.000000 20.000000 20.000000)'
holds
