#!/bin/bash
# One would guess: after closeOutbound an engine says NEED_WRAP until its close_notify was fetched, as the JDK's engine does.
# What happens: Conscrypt says NOT_HANDSHAKING, though isOutboundDone is false and one more wrap yields the alert, whole.
# Seen with Conscrypt 2.9.0 on JDK 17 on 2026-11-27; the same with 2.5.2.
# Why it matters: a loop that wraps as long as the status asks for it ends every FTPS data connection in a bare FIN, and clients
# that insist on the end of the stream (Python's ftplib) fail a listing that is complete.
cd "$(dirname "$0")" && . ./lib.sh
jars org.conscrypt:conscrypt-openjdk-uber:2.9.0
tls
cat >"$work/Closing.java" <<'J'
import java.nio.ByteBuffer;
import java.security.Provider;
import javax.net.ssl.*;

public class Closing {
    public static void main(String[] arguments) throws Exception {
        tell("JDK", null);
        tell("Conscrypt", new org.conscrypt.OpenSSLProvider());
    }

    static void tell(String name, Provider provider) throws Exception {
        SSLEngine engine = Tls.engine(Tls.context(provider, true, "SunX509"), false);
        SSLEngine client = Tls.engine(Tls.context(null, true, "SunX509"), true);
        client.setEnabledProtocols(new String[] {"TLSv1.2"});
        Tls.handshake(client, engine);
        engine.closeOutbound();
        System.out.println(name + ": " + engine.getHandshakeStatus() + ", outbound done: " + engine.isOutboundDone());
        ByteBuffer out = ByteBuffer.allocate(1 << 15);
        engine.wrap(ByteBuffer.allocate(0), out);
        System.out.println(name + ": one wrap gives an alert: " + (out.position() > 0 && out.get(0) == 21));
    }
}
J
java_file Closing.java
says 'JDK: NEED_WRAP, outbound done: false' 'JDK: one wrap gives an alert: true' \
    'Conscrypt: NOT_HANDSHAKING, outbound done: false' 'Conscrypt: one wrap gives an alert: true'
holds
