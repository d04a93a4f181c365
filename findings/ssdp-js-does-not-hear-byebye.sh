#!/bin/bash
# One would guess: ssdp:byebye with HOST, NT, NTS and USN, which is all that UPnP defines for it, removes the service.
# What happens: @achingbrain/ssdp drops every NOTIFY without LOCATION before it looks at NTS, so a byebye removes nothing, unless it
# carries a LOCATION that is not looked at.
# Seen with @achingbrain/ssdp 4.2.4 on Node 20 on 2026-11-27.
# Why it matters: a dashboard made with it shows printers that were switched off, for the half hour of their max-age.
cd "$(dirname "$0")" && . ./lib.sh
packages @achingbrain/ssdp@4.2.4
cat >"$work/byebye.mjs" <<'J'
import {createServer} from 'node:http';
import ssdp from '@achingbrain/ssdp';

const site = createServer((request, response) => response.end('<root><name>Bay 1</name></root>'));
await new Promise((done) => site.listen(0, '127.0.0.1', done));
const bus = await ssdp({sockets: [{bind: {address: '127.0.0.1', port: 0}}]});
const common = ['NOTIFY * HTTP/1.1', 'HOST: 239.255.255.250:1900', 'NT: urn:bambulab-com:device:3dprinter:1', 'USN: 03W00A0000001'];
const hear = (...lines) => bus.emit('transport:incoming-message', Buffer.from([...common, ...lines, '', ''].join('\r\n')),
    {address: '127.0.0.11', port: 2021});
const location = `LOCATION: http://127.0.0.1:${site.address().port}/`;
let removed = 0;
bus.on('service:remove', () => removed++);
bus.on('error', (error) => console.log(error.message));
const found = new Promise((done) => bus.on('service:discover', done));
hear('NTS: ssdp:alive', 'CACHE-CONTROL: max-age=1800', location);
console.log('found', (await found).uniqueServiceName);
hear('NTS: ssdp:byebye');
console.log('removed by a byebye as UPnP defines it:', removed);
hear('NTS: ssdp:byebye', location);
console.log('removed by one with LOCATION:', removed);
await bus.stop();
site.close();
J
run node byebye.mjs
says 'found 03W00A0000001' "removed by a byebye as UPnP defines it: 0" 'removed by one with LOCATION: 1'
holds
