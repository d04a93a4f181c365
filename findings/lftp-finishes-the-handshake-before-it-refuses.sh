#!/bin/bash
# One would guess: a client that does not know the CA breaks the handshake off with an alert, and never completes it.
# What happens: lftp completes it, looks at the certificate only then, and leaves with a bare FIN (RST under TLS 1.3, its tickets unread): no alert, no close_notify, no command.
# Seen with lftp 4.9.2 (Debian 12) on 2026-11-28, TLS 1.2 and 1.3.
# Why it matters: to the server this is a client that connected well and said nothing. Who looks for untrusting clients among failed
# handshakes finds none of these.
cd "$(dirname "$0")" && . ./lib.sh && . ./leaving.sh
debs lftp=4.9.2-2+b1
leaving
for version in TLSv1_2 TLSv1_3; do
    leaves 'unknown CA' $version env HOME="$work" lftp -e "set net:max-retries 1; set net:timeout 5; set ssl:ca-file other.pem;
        open ftps://bblp:12345678@127.0.0.1:PORT; ls; exit"
done
seen
says 'unknown CA TLSv1_2: handshake done, left' 'unknown CA TLSv1_3: handshake done, left'
holds
