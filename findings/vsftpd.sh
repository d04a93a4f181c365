# Sourced after lib.sh: vsftpd with implicit TLS on a loopback port of its own, for anonymous uploads, which demands session reuse.
vsftpd_debs() {
    need python3
    [ "$(id -u)" = 0 ] || cannot "vsftpd needs root"
    debs vsftpd=3.0.3-13+b2
    chmod 711 "$work"
    mkdir -p "$work/home/in" "$work/empty"
    chmod 777 "$work/home/in"
    certificate printer
    ftp_port=$(python3 -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])')
    cat >"$work/vsftpd.conf" <<C
listen=YES
background=NO
listen_address=127.0.0.1
listen_port=$ftp_port
anonymous_enable=YES
no_anon_password=YES
ftp_username=daemon
anon_root=$work/home
write_enable=YES
anon_upload_enable=YES
ssl_enable=YES
implicit_ssl=YES
allow_anon_ssl=YES
force_anon_data_ssl=YES
force_anon_logins_ssl=YES
require_ssl_reuse=YES
ssl_ciphers=HIGH
rsa_cert_file=$work/printer.pem
rsa_private_key_file=$work/printer.key
secure_chroot_dir=$work/empty
xferlog_enable=NO
seccomp_sandbox=NO
C
}

vsftpd_start() {
    (cd "$work" && exec "$work/root/usr/sbin/vsftpd" "$work/vsftpd.conf" >"$work/vsftpd.log" 2>&1) &
    server=$!
    started+=("$server")
    for _ in $(seq 100); do
        (exec 3<>"/dev/tcp/127.0.0.1/$ftp_port") 2>/dev/null && return
        sleep 0.1
    done
    cannot "vsftpd does not start: $(cat "$work/vsftpd.log")"
}

vsftpd_stop() { kill "$server"; wait "$server" 2>/dev/null; }
