package org.printfarm.bind.transport;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.session.SessionState;
import org.apache.mina.transport.socket.nio.NioProcessor;
import org.apache.mina.transport.socket.nio.NioSession;
import org.jspecify.annotations.Nullable;
import org.printfarm.bind.exchange.Faults;

/**
 * MINA's processor, made cheap for connections that live for one exchange. MINA's loop stays as it is; what it asks of its
 * subclass is answered differently:
 *
 * <ul>
 *   <li>Listening sockets may stand by the same selector ({@link #listen}): no thread hands a connection to another one.
 *   <li>A new connection is read once before it is registered with the selector: the request is there already, as a rule,
 *       and then it is never registered at all. That also spares the JDK the careful close of a registered channel.
 *   <li>One read for each event: what is left, the selector tells.
 *   <li>The thread does not wake itself up, and stays when it has nothing to do.
 *   <li>A peer's reset is the everyday thing it is. MINA's own processor reports each one as an ERROR to the log, with
 *       nothing for anybody to do.
 * </ul>
 *
 * <p>All on the processor's own thread, except for {@link #listen}, {@link #awaitTurn} and {@link #wakeup}.
 */
final class BindProcessor extends NioProcessor {

    private final ReadySessions ready = new ReadySessions();
    private final List<SelectionKey> listening = new ArrayList<>();
    private final List<BindSession> fresh = new ArrayList<>();
    private final Consumer<SelectionKey> sorting = this::sort;
    private final Turns turns = new Turns();
    private volatile @Nullable Thread own;
    private boolean removing;
    private boolean oweTurn;

    BindProcessor(Executor executor) {
        super(executor);
    }

    /** Accepts the connections of a listening socket from now on, if the thread runs. Any thread. */
    void listen(ServerSocketChannel listener, BindAcceptor acceptor) throws ClosedChannelException {
        listener.register(selector, SelectionKey.OP_ACCEPT, acceptor);
        selector.wakeup();
    }

    /**
     * Waits until the selector has been asked anew: who waited to be accepted is in then, as far as {@link
     * BindAcceptor#MAX_IN_A_ROW} goes, and what was closed before has let go of its port. Not on the processor's thread.
     */
    void awaitTurn() throws InterruptedException {
        turns.await(selector::wakeup);
    }

    /** MINA asks for what is ready to be read or written; who waits to be accepted is let in on the way. */
    @Override
    protected int select(long timeoutMillis) throws IOException {
        own = Thread.currentThread();
        removing = false;
        registerFresh();
        ready.clear();
        List<CountDownLatch> waiting = turns.take();
        if (oweTurn || !waiting.isEmpty()) {
            oweTurn = false;
            selector.selectNow(sorting);
        } else {
            selector.select(sorting, timeoutMillis);
        }
        for (SelectionKey key : listening) {
            ((BindAcceptor) key.attachment()).acceptFrom(key);
        }
        listening.clear();
        waiting.forEach(CountDownLatch::countDown);
        // Not 0, whatever there is: connections that MINA is about to take over are to be read, and they are not
        // counted yet.
        return ready.size() + 1;
    }

    private void sort(SelectionKey key) {
        if (key.attachment() instanceof NioSession session) {
            ready.add(session);
        } else {
            listening.add(key);
        }
    }

    /** A new connection: nothing but a place in the list, see above. */
    @Override
    protected void init(NioSession session) throws IOException {
        BindSession its = (BindSession) session;
        its.getChannel().configureBlocking(false);
        its.watchedBy(BindSession.Watch.FRESH);
        fresh.add(its);
    }

    /** What was read once and is still there has to wait for more. Whatever is thrown costs its own connection only. */
    private void registerFresh() {
        for (BindSession session : fresh) {
            try {
                if (isFresh(session) && !session.isClosing()) {
                    register(session);
                }
            } catch (Exception gone) {
                session.closeNow();
            } catch (Error fault) {
                Faults.contain(() -> Faults.report("a new connection", fault));
                Faults.contain(session::fail);
            }
        }
        fresh.clear();
    }

    private void register(BindSession session) throws Exception {
        super.init(session);
        session.watchedBy(BindSession.Watch.SELECTOR);
        if (session.isReadSuspended()) {
            setInterestedInRead(session, false);
        }
    }

    private static boolean isFresh(NioSession session) {
        return ((BindSession) session).watch() == BindSession.Watch.FRESH;
    }

    @Override
    protected Iterator<NioSession> selectedSessions() {
        ready.addAll(fresh);
        return ready;
    }

    @Override
    protected boolean isReadable(NioSession session) {
        return isFresh(session) ? !session.isClosing() : super.isReadable(session);
    }

    @Override
    protected boolean isWritable(NioSession session) {
        return !isFresh(session) && super.isWritable(session);
    }

    @Override
    protected SessionState getState(NioSession session) {
        if (isFresh(session)) {
            return session.getChannel().isOpen() ? SessionState.OPENED : SessionState.CLOSING;
        }
        return super.getState(session);
    }

    @Override
    protected void setInterestedInWrite(NioSession session, boolean interested) throws Exception {
        if (isFresh(session)) {
            if (!interested) {
                return;
            }
            register((BindSession) session);
        }
        super.setInterestedInWrite(session, interested);
    }

    @Override
    protected int read(NioSession session, IoBuffer buffer) throws Exception {
        if (buffer.position() > 0) {
            return 0;
        }
        try {
            return super.read(session, buffer);
        } catch (IOException reset) {
            ((BindSession) session).wasReset();
            return -1;
        }
    }

    @Override
    protected int write(NioSession session, IoBuffer buffer, int length) throws IOException {
        try {
            return super.write(session, buffer, length);
        } catch (IOException reset) {
            ((BindSession) session).wasReset();
            session.closeNow();
            return 0;
        }
    }

    @Override
    protected void destroy(NioSession session) throws Exception {
        removing = true;
        super.destroy(session);
    }

    /**
     * MINA calls this whenever it has put something into one of its queues. The processor's own thread comes by all of them
     * before it asks the selector again, unless it is at the last one already, where connections are removed.
     */
    @Override
    protected void wakeup() {
        if (Thread.currentThread() == own) {
            oweTurn |= removing;
        } else {
            super.wakeup();
        }
    }

    /** MINA ends the thread when there is none. */
    @Override
    protected int allSessionsCount() {
        return isDisposing() ? super.allSessionsCount() : 1;
    }

    /** MINA looks for idle ones each second, which nobody wants to know, and for all of them when it ends. */
    @Override
    protected Iterator<NioSession> allSessions() {
        List<NioSession> all = new ArrayList<>();
        if (isDisposing()) {
            for (SelectionKey key : selector.keys()) {
                if (key.attachment() instanceof NioSession session) {
                    all.add(session);
                }
            }
        }
        return all.iterator();
    }

    /** Against a fault of JDK 6, where a selector could report nothing without end. */
    @Override
    protected void registerNewSelector() {
        // No selector of a JDK that this runs on has it.
    }
}
