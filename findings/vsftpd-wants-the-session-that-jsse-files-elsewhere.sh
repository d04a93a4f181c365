#!/bin/bash
# One would guess: one SSLContext for the control and the data connection of an FTPS login is enough to resume the session, which
# vsftpd demands by default (require_ssl_reuse).
# What happens: the JDK files its client sessions by host and port. The data port is another one each time, so nothing is resumed and
# the upload ends in 522. The port in createSocket(socket, host, port, autoClose) does not mend it, for it is not looked at. A data
# SSLSocket layered over a connected Socket whose getPort answers the control connection's port resumes and gets 226, without reflection,
# but only with session tickets switched off (jdk.tls.client.enableSessionTicketExtension=false).
# Seen with vsftpd 3.0.3 (Debian 12) and JDK 17 on 2026-11-28, TLS 1.2.
# Why it matters: a farm that hands jobs on to a printer or a host whose FTPS demands reuse fails at the first byte, after a good login.
cd "$(dirname "$0")" && . ./lib.sh && . ./vsftpd.sh
need java
vsftpd_debs
tls
javac -d "$work" Ftps.java || cannot "Ftps.java does not compile"
cat >"$work/Reuse.java" <<'J'
public class Reuse {
    public static void main(String[] arguments) throws Exception {
        for (Ftps.Data kind : Ftps.Data.values()) {
            String tickets = System.getProperty("jdk.tls.client.enableSessionTicketExtension");
            System.out.println("tickets " + tickets + ", " + kind + ": " + Ftps.upload(Tls.context(null, true, "SunX509"), Integer.parseInt(arguments[0]), kind));
        }
    }
}
J
vsftpd_start
for tickets in true false; do
    java_file -Djdk.tls.client.enableSessionTicketExtension=$tickets Reuse.java "$ftp_port"
    says "tickets $tickets, OWN_PORT: 522" "tickets $tickets, ARGUMENT_ONLY: 522" \
        "tickets $tickets, PORT_OF_CONTROL: $([ $tickets = true ] && echo 522 || echo 226)"
done
holds
