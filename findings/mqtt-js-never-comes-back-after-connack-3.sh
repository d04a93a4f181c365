#!/bin/bash
# One would guess: a client with a reconnectPeriod comes again after "server unavailable", the one refusal that asks for it, and
# gives up on a connection that is closed without a word.
# What happens: the other way around. Any CONNACK with a code, 3 too, is an error event and the end: it never dials again, and nothing
# but its own option says so. A server that closes before CONNACK is dialled again for ever, without one error event.
# Seen with mqtt (MQTT.js) 5.16.0 on Node 20 on 2026-11-27.
# Why it matters: what a server says when it is too busy to look at a code decides whether a dashboard is back a minute later: a
# close without a word brings it back, the answer made for the purpose does not.
cd "$(dirname "$0")" && . ./lib.sh
packages mqtt@5.16.0
cat >"$work/refused.mjs" <<'J'
import net from 'node:net';
import mqtt from 'mqtt';

for (const [name, answer] of [['CONNACK 3', Buffer.from([0x20, 2, 0, 3])], ['closed', null]]) {
    let dialled = 0;
    const server = net.createServer((socket) => {
        dialled++;
        socket.on('error', () => {});
        socket.once('data', () => answer ? socket.end(answer) : socket.destroy());
    });
    await new Promise((done) => server.listen(0, '127.0.0.1', done));
    const errors = [];
    const client = mqtt.connect({host: '127.0.0.1', port: server.address().port, reconnectPeriod: 100});
    client.on('error', (error) => errors.push(error.code));
    await new Promise((done) => setTimeout(done, 3000));
    console.log(`${name}: ${dialled === 1 ? 'dialled once' : dialled > 3 ? 'dialled again and again' : dialled}, errors: [${errors}]`);
    client.end(true);
    server.close();
}
process.exit(0);
J
run node refused.mjs
says 'CONNACK 3: dialled once, errors: [3]' 'closed: dialled again and again, errors: []'
holds
