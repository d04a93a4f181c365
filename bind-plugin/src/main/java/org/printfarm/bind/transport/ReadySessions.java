package org.printfarm.bind.transport;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.mina.transport.socket.nio.NioSession;

/**
 * The sessions that are ready in one turn of a selector, passed over once. MINA removes each that it has looked at; here they
 * are emptied as a whole. On the processor's thread.
 */
final class ReadySessions implements Iterator<NioSession> {

    private final List<NioSession> sessions = new ArrayList<>();
    private int passed;

    void clear() {
        sessions.clear();
        passed = 0;
    }

    void add(NioSession session) {
        sessions.add(session);
    }

    void addAll(List<? extends NioSession> more) {
        sessions.addAll(more);
    }

    int size() {
        return sessions.size();
    }

    @Override
    public boolean hasNext() {
        return passed < sessions.size();
    }

    @Override
    public NioSession next() {
        return sessions.get(passed++);
    }

    @Override
    public void remove() {
        // See above.
    }
}
