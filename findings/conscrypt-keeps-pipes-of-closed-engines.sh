#!/bin/bash
# One would guess: an SSLEngine that was closed in both directions holds nothing of the system any more.
# What happens: a Conscrypt engine that had a handshake keeps two descriptors (a pipe) after closeOutbound and closeInbound, until
# the garbage collector comes by. One more wrap, which fetches the close_notify, frees them at once.
# Seen with Conscrypt 2.9.0 (uber jar, Linux) on JDK 17 on 2026-11-27; the same with 2.5.2.
# Why it matters: a server whose clients vanish has nobody to send a close_notify to. It runs out of descriptors with an idle heap.
cd "$(dirname "$0")" && . ./lib.sh
jars org.conscrypt:conscrypt-openjdk-uber:2.9.0
tls
cat >"$work/Pipes.java" <<'J'
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import javax.net.ssl.*;

public class Pipes {
    static final int ENGINES = 40;

    public static void main(String[] arguments) throws Exception {
        SSLContext server = Tls.context(new org.conscrypt.OpenSSLProvider(), true, "SunX509");
        SSLContext client = Tls.context(null, true, "SunX509");
        Tls.handshake(Tls.engine(client, true), Tls.engine(server, false));
        for (boolean wrap : new boolean[] {false, true}) {
            System.gc();
            Thread.sleep(300);
            int before = pipes();
            for (int i = 0; i < ENGINES; i++) {
                SSLEngine engine = Tls.engine(server, false);
                Tls.handshake(Tls.engine(client, true), engine);
                engine.closeOutbound();
                engine.closeInbound();
                if (wrap) {
                    engine.wrap(ByteBuffer.allocate(0), ByteBuffer.allocate(1 << 15));
                }
            }
            int more = pipes() - before;
            System.out.println(ENGINES + " engines closed, wrap " + wrap + ": "
                    + (more >= ENGINES ? "they keep descriptors" : more <= 4 ? "none is kept" : more + " kept"));
        }
    }

    static int pipes() throws Exception {
        int pipes = 0;
        for (File descriptor : new File("/proc/self/fd").listFiles()) {
            try {
                pipes += Files.readSymbolicLink(descriptor.toPath()).toString().startsWith("pipe:") ? 1 : 0;
            } catch (java.io.IOException gone) {
                continue;
            }
        }
        return pipes;
    }
}
J
java_file -Xmx512m -Xmn256m Pipes.java
says '40 engines closed, wrap false: they keep descriptors' '40 engines closed, wrap true: none is kept'
holds
