#!/bin/bash
# One would guess: a header's value reaches a program as the text that was sent.
# What happens: @achingbrain/ssdp makes a number of every value that looks like one, and takes quotation marks off. A printer called
# 7 has the number 7 as its name, a serial of digits is a number, "7" in quotes is one too; 007 stays text.
# Seen with @achingbrain/ssdp 4.2.4 on Node 20 on 2026-11-27.
# Why it matters: bays are called 1, 2, 3. A page that calls a text's function on the name fails for exactly these, and a map by
# serial has two keys for one printer when another client keeps the text.
cd "$(dirname "$0")" && . ./lib.sh
packages @achingbrain/ssdp@4.2.4
cat >"$work/names.mjs" <<'J'
import ssdp from '@achingbrain/ssdp';

const bus = await ssdp({sockets: [{bind: {address: '127.0.0.1', port: 0}}]});
bus.on('ssdp:notify', (message) => {
    for (const key of ['DEVNAME.BAMBU.COM', 'USN', 'DEVSIGNAL.BAMBU.COM']) {
        console.log(`${key}: ${typeof message[key]} ${message[key]}`);
    }
});
bus.on('error', () => {});
for (const [name, serial] of [['7', '300000000000001'], ['"8"', '03W00A0000001'], ['007', '03W00A0000002']]) {
    const lines = ['NOTIFY * HTTP/1.1', 'NT: urn:bambulab-com:device:3dprinter:1', 'NTS: ssdp:alive', `USN: ${serial}`,
        `DevName.bambu.com: ${name}`, 'DevSignal.bambu.com: -44', '', ''];
    bus.emit('transport:incoming-message', Buffer.from(lines.join('\r\n')), {address: '127.0.0.11', port: 2021});
}
await bus.stop();
J
run node names.mjs
says 'DEVNAME.BAMBU.COM: number 7' 'USN: number 300000000000001' 'DEVSIGNAL.BAMBU.COM: number -44' \
    'DEVNAME.BAMBU.COM: number 8' 'DEVNAME.BAMBU.COM: string 007'
holds
