package org.printfarm.bind.exchange;

import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IdleStatus;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.write.WriteRequest;
import org.apache.mina.filter.FilterEvent;

/**
 * The first filter: no {@link Error} gets past it. MINA hands an {@code Error} of a handler on to its processor thread,
 * which ends, and all connections of that processor hang for good. By the time it comes here, MINA has told the chain of
 * it; what is left to do is to end the connection.
 */
public final class ErrorGuard extends IoFilterAdapter {

    @Override
    public void sessionCreated(NextFilter next, IoSession session) {
        guard(session, () -> next.sessionCreated(session));
    }

    @Override
    public void sessionOpened(NextFilter next, IoSession session) {
        guard(session, () -> next.sessionOpened(session));
    }

    @Override
    public void sessionClosed(NextFilter next, IoSession session) {
        guard(session, () -> next.sessionClosed(session));
    }

    @Override
    public void sessionIdle(NextFilter next, IoSession session, IdleStatus status) {
        guard(session, () -> next.sessionIdle(session, status));
    }

    @Override
    public void messageReceived(NextFilter next, IoSession session, Object message) {
        guard(session, () -> next.messageReceived(session, message));
    }

    @Override
    public void messageSent(NextFilter next, IoSession session, WriteRequest request) {
        guard(session, () -> next.messageSent(session, request));
    }

    @Override
    public void inputClosed(NextFilter next, IoSession session) {
        guard(session, () -> next.inputClosed(session));
    }

    @Override
    public void event(NextFilter next, IoSession session, FilterEvent event) {
        guard(session, () -> next.event(session, event));
    }

    @Override
    public void exceptionCaught(NextFilter next, IoSession session, Throwable cause) {
        guard(session, () -> next.exceptionCaught(session, cause));
    }

    private static void guard(IoSession session, Runnable event) {
        try {
            event.run();
        } catch (Error error) {
            Faults.contain(session::closeNow);
        }
    }
}
