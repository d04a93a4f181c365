#!/bin/bash
# One would guess: a client that does not like the name in a certificate sends bad_certificate or certificate_unknown, as for any other
# fault of the certificate; internal_error (80) speaks of a client that is broken.
# What happens: mosquitto_pub and mosquitto_sub, which trust the CA but asked for another name, send internal_error. For a CA that they
# do not know they send unknown_ca.
# Seen with mosquitto-clients 2.0.11 (Debian 12) on 2026-11-28, TLS 1.2 and 1.3.
# Why it matters: a server that writes "internal error" into its log sends its operator looking for a fault of the server, where the
# user dialled an address that the certificate does not name.
cd "$(dirname "$0")" && . ./lib.sh && . ./leaving.sh
debs mosquitto-clients=2.0.11-1.2+deb12u2 libmosquitto1=2.0.11-1.2+deb12u2
leaving
for version in TLSv1_2 TLSv1_3; do
    leaves 'wrong name' $version mosquitto_pub -h 127.0.0.1 -p PORT --cafile printer.pem -t a -m b
    leaves 'unknown CA' $version mosquitto_pub -h 127.0.0.1 -p PORT --cafile other.pem -t a -m b
done
seen
says 'wrong name TLSv1_2: TLSV1_ALERT_INTERNAL_ERROR' 'wrong name TLSv1_3: TLSV1_ALERT_INTERNAL_ERROR' \
    'unknown CA TLSv1_2: TLSV1_ALERT_UNKNOWN_CA' 'unknown CA TLSv1_3: TLSV1_ALERT_UNKNOWN_CA'
holds
