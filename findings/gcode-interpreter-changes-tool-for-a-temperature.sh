#!/bin/bash
# One would guess: M104 S200 T1 is one command that heats the nozzle of tool 1.
# What happens: gcode-interpreter makes two of it: M104 with S alone, and T1, which every program that uses it takes for a tool change.
# T before the M gives the same two the other way around.
# Seen with gcode-interpreter 3.0.0 on Node 20 on 2026-11-27.
# Why it matters: preheating the next tool is what slicers write for machines with more than one; counted tool changes double, and
# the heat is booked on the wrong nozzle.
cd "$(dirname "$0")" && . ./lib.sh
packages gcode-interpreter@3.0.0
cat >"$work/heat.cjs" <<'J'
const module_ = require('gcode-interpreter');
const Interpreter = module_.default || module_;
const told = [];
const interpreter = new Interpreter({defaultHandler: (command, parameters) => told.push(`${command} ${JSON.stringify(parameters)}`)});
interpreter.loadFromStringSync('M104 S200 T1');
console.log(told.join(', then '));
J
run node heat.cjs
says 'M104 {"S":200}, then T 1'
holds
