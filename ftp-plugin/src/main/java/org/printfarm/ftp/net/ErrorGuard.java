package org.printfarm.ftp.net;

import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IdleStatus;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.write.WriteRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first filter. An {@link Error} that escapes would end a MINA processor's thread for good, and every connection with it;
 * here it ends the one connection. Exceptions MINA brings to the handler by itself.
 */
final class ErrorGuard extends IoFilterAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorGuard.class);

    private interface Step {
        void run() throws Exception;
    }

    private static void guarded(IoSession session, Step step) throws Exception {
        try {
            step.run();
        } catch (Error e) {
            LOG.error("a connection failed inside the plugin", e);
            session.closeNow();
        }
    }

    @Override
    public void sessionCreated(NextFilter next, IoSession session) throws Exception {
        guarded(session, () -> next.sessionCreated(session));
    }

    @Override
    public void sessionOpened(NextFilter next, IoSession session) throws Exception {
        guarded(session, () -> next.sessionOpened(session));
    }

    @Override
    public void sessionClosed(NextFilter next, IoSession session) throws Exception {
        guarded(session, () -> next.sessionClosed(session));
    }

    @Override
    public void sessionIdle(NextFilter next, IoSession session, IdleStatus status) throws Exception {
        guarded(session, () -> next.sessionIdle(session, status));
    }

    @Override
    public void exceptionCaught(NextFilter next, IoSession session, Throwable cause) throws Exception {
        guarded(session, () -> next.exceptionCaught(session, cause));
    }

    @Override
    public void inputClosed(NextFilter next, IoSession session) throws Exception {
        guarded(session, () -> next.inputClosed(session));
    }

    @Override
    public void messageReceived(NextFilter next, IoSession session, Object message) throws Exception {
        guarded(session, () -> next.messageReceived(session, message));
    }

    @Override
    public void messageSent(NextFilter next, IoSession session, WriteRequest request) throws Exception {
        guarded(session, () -> next.messageSent(session, request));
    }
}
