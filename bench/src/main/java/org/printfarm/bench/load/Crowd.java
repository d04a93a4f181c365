package org.printfarm.bench.load;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.printfarm.bench.load.IdlePeer.Manner;

/** Peers that hold connections. Added by one thread; then one thread drips and another may count. */
final class Crowd implements AutoCloseable {

    private final List<IdlePeer> peers = new ArrayList<>();
    private final SSLContext tls;

    Crowd() throws GeneralSecurityException {
        this.tls = ClientTls.context("TLSv1.3", false);
    }

    /** Adds some, spread over the targets. */
    void add(List<Target> targets, Manner manner, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            peers.add(IdlePeer.connect(targets.get(i % targets.size()).address(), manner, tls));
        }
    }

    void drip() {
        peers.forEach(IdlePeer::drip);
    }

    long open() {
        return peers.stream().filter(IdlePeer::isOpen).count();
    }

    @Override
    public void close() throws IOException {
        for (IdlePeer peer : peers) {
            peer.close();
        }
    }
}
