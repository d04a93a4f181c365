#!/bin/bash
# One would guess: @achingbrain/ssdp, which puts http:// before a LOCATION that has none, can take a LOCATION without it.
# What happens: it parses the value as a URL before it comes to that line, so a printer's bare address ends in "Invalid URL" on the
# error event, no service is told, and without a listener for error the process ends. A service of such a printer is never found.
# Seen with @achingbrain/ssdp 4.2.4 on Node 20 on 2026-11-27.
# Why it matters: the printers of this field announce a bare IPv4 address. One of them on the network is an error every 5 s.
cd "$(dirname "$0")" && . ./lib.sh
packages @achingbrain/ssdp@4.2.4
cat >"$work/location.mjs" <<'J'
import ssdp from '@achingbrain/ssdp';

const bus = await ssdp({sockets: [{bind: {address: '127.0.0.1', port: 0}}]});
bus.on('service:discover', () => console.log('found'));
const failed = new Promise((done) => bus.on('error', done));
const lines = ['NOTIFY * HTTP/1.1', 'Host: 239.255.255.250:1990', 'Location: 127.0.0.11', 'NT: urn:bambulab-com:device:3dprinter:1',
    'NTS: ssdp:alive', 'USN: 03W00A0000001', 'Cache-Control: max-age=1800', '', ''];
bus.emit('transport:incoming-message', Buffer.from(lines.join('\r\n')), {address: '127.0.0.11', port: 2021});
console.log('error:', (await failed).message);
await bus.stop();
J
run node location.mjs
says 'error: Invalid URL'
holds
