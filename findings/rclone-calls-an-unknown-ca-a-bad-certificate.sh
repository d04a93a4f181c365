#!/bin/bash
# One would guess: TLS has an alert for a CA that a client does not know, unknown_ca, and a client that does not know it sends that.
# What happens: rclone sends bad_certificate, the same as for a wrong name.
# Seen with rclone 1.60.1 (Debian 12) on 2026-11-28, TLS 1.2 and 1.3.
# Why it matters: the advice "install the farm's CA" belongs to unknown_ca; a doctor that goes by the alert tells users of rclone that
# the printer's certificate is broken.
cd "$(dirname "$0")" && . ./lib.sh && . ./leaving.sh
debs rclone=1.60.1+dfsg-2+b5
leaving
code=$(rclone obscure 12345678)
for version in TLSv1_2 TLSv1_3; do
    for ca in other printer; do
        leaves "CA of $ca" $version env SSL_CERT_FILE="$work/$ca.pem" SSL_CERT_DIR="$work/none" rclone --config /dev/null \
            --low-level-retries 1 --retries 1 --contimeout 5s lsf --ftp-host 127.0.0.1 --ftp-port PORT --ftp-tls --ftp-user bblp --ftp-pass "$code" :ftp:
    done
done
seen
says 'CA of other TLSv1_2: SSLV3_ALERT_BAD_CERTIFICATE' 'CA of other TLSv1_3: SSLV3_ALERT_BAD_CERTIFICATE' \
    'CA of printer TLSv1_2: SSLV3_ALERT_BAD_CERTIFICATE'
holds
