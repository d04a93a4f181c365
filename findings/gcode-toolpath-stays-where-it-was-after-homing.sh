#!/bin/bash
# One would guess: G28 moves the position to the machine's zero, or makes it unknown.
# What happens: gcode-toolpath does nothing for G28: the next move is drawn from where the head was before. A move of the extruder
# alone is a line of no length, and nothing tells extrusion from travel: E and M82/M83 are not known at all.
# Seen with gcode-toolpath 3.0.0 on Node 20 on 2026-11-27.
# Why it matters: a preview made with it has a line across the bed after every homing, and shows travel as print.
cd "$(dirname "$0")" && . ./lib.sh
packages gcode-toolpath@3.0.0
cat >"$work/home.cjs" <<'J'
const module_ = require('gcode-toolpath');
const Toolpath = module_.default || module_;
const toolpath = new Toolpath({
    addLine: (modal, from, to) => console.log(`${from.x},${from.y} -> ${to.x},${to.y} knows E: ${'e' in to || 'extruder' in modal}`),
});
toolpath.loadFromStringSync('G90\nG1 X50 Y50\nG28\nG1 X50 Y60 E2\nM83\nG1 E-1\n');
J
run node home.cjs
says '0,0 -> 50,50 knows E: false' '50,50 -> 50,60 knows E: false' '50,60 -> 50,60 knows E: false'
holds
