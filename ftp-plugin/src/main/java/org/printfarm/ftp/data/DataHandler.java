package org.printfarm.ftp.data;

import java.util.Optional;
import java.util.function.Function;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.AttributeKey;
import org.apache.mina.core.session.IoSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Between MINA and the data connections. On the processors' threads. */
final class DataHandler extends IoHandlerAdapter {

    private static final AttributeKey CONNECTION = new AttributeKey(DataHandler.class, "connection");
    private static final Logger LOG = LoggerFactory.getLogger(DataHandler.class);

    private final Function<IoSession, Optional<DataConnection>> entrance;

    /** Asks the entrance once about each session. */
    DataHandler(Function<IoSession, Optional<DataConnection>> entrance) {
        this.entrance = entrance;
    }

    static Optional<DataConnection> connection(IoSession session) {
        return Optional.ofNullable((DataConnection) session.getAttribute(CONNECTION));
    }

    @Override
    public void sessionOpened(IoSession session) {
        entrance.apply(session).ifPresentOrElse(made -> session.setAttribute(CONNECTION, made), session::closeNow);
    }

    @Override
    public void messageReceived(IoSession session, Object message) {
        IoBuffer bytes = (IoBuffer) message;
        connection(session).ifPresent(open -> open.onRead(bytes.buf()));
        bytes.free();
    }

    @Override
    public void messageSent(IoSession session, Object message) {
        connection(session).ifPresent(DataConnection::onWritten);
    }

    @Override
    public void inputClosed(IoSession session) {
        connection(session).ifPresentOrElse(DataConnection::onEndOfStream, session::closeNow);
    }

    @Override
    public void sessionClosed(IoSession session) {
        connection(session).ifPresent(DataConnection::onClosed);
    }

    @Override
    public void exceptionCaught(IoSession session, Throwable cause) {
        LOG.error("a data connection failed inside the plugin", cause);
        connection(session).ifPresentOrElse(open -> open.fail(TransferFault.INTERNAL), session::closeNow);
    }
}
