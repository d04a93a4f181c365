#!/bin/bash
# One would guess: a line that is no G-code word, such as Klipper's EXCLUDE_OBJECT_START NAME=c1, is handed on as a whole or skipped.
# What happens: gcode-interpreter takes the words out that look like ones: EXCLUDE_OBJECT_START NAME=c1 after a G1 is a G1 with C = 1,
# and the text of a display message, M117 Printing layer 3, becomes a parameter R = 3.
# Seen with gcode-interpreter 3.0.0 on Node 20 on 2026-11-27.
# Why it matters: what counts moves or looks for bounds with it counts names of objects; whether it does depends on the names.
cd "$(dirname "$0")" && . ./lib.sh
packages gcode-interpreter@3.0.0
cat >"$work/klipper.cjs" <<'J'
const module_ = require('gcode-interpreter');
const Interpreter = module_.default || module_;
const interpreter = new Interpreter({defaultHandler: (command, parameters) => console.log(command, JSON.stringify(parameters))});
for (const line of ['G1 X10', 'EXCLUDE_OBJECT_START NAME=cube', 'EXCLUDE_OBJECT_START NAME=c1', 'M117 Printing layer 3']) {
    console.log(`> ${line}`);
    interpreter.loadFromStringSync(line);
}
J
run node klipper.cjs
says 'G1 {"X":10}' 'G1 {"C":1}' 'M117 {"R":3}'
holds
