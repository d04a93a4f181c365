package org.printfarm.bind.exchange;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import org.apache.mina.core.future.WriteFuture;
import org.apache.mina.transport.socket.nio.NioSession;
import org.printfarm.bind.tls.TlsFilter;

/** How connections end once TLS has said its last word. Any thread. */
final class Goodbye {

    private Goodbye() {}

    /** Closes the connection. */
    static void thenClose(NioSession session) {
        then(session, session::closeNow);
    }

    /** Ends our side alone: the peer sees the end and may still be read. */
    static void thenEndOutput(NioSession session) {
        then(session, () -> endOutput(session));
    }

    private static void then(NioSession session, Runnable last) {
        WriteFuture goodbye = TlsFilter.sayGoodbye(session);
        if (goodbye == null) {
            last.run();
        } else {
            goodbye.addListener(sent -> Faults.contain(last));
        }
    }

    private static void endOutput(NioSession session) {
        try {
            ((SocketChannel) session.getChannel()).shutdownOutput();
        } catch (IOException gone) {
            session.closeNow();
        }
    }
}
