package org.printfarm.bind.exchange;

import java.io.IOException;
import java.util.Optional;
import org.apache.mina.core.future.WriteFuture;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.IoSession;
import org.printfarm.api.net.OpenFiles;
import org.printfarm.bind.message.BindReply;
import org.printfarm.bind.message.BindRequest;
import org.printfarm.bind.message.RequestFault;
import org.printfarm.bind.tls.TlsFilter;

/** One exchange for each connection: request in, reply or nothing out, close. */
public final class BindSessionHandler extends IoHandlerAdapter {

    @Override
    public void messageReceived(IoSession session, Object message) {
        BindConnection exchange = BindConnection.of(session);
        if (exchange == null || exchange.stage() != Stage.REQUEST) {
            return;
        }
        if (message instanceof BindRequest request) {
            answer(session, exchange, request);
        } else if (message instanceof Refusal refusal) {
            exchange.refuse(refusal.code(), refusal.length());
        }
    }

    private static void answer(IoSession session, BindConnection exchange, BindRequest request) {
        Optional<BindReply> reply = exchange.endpoint().responder().respond(request);
        if (reply.isEmpty()) {
            exchange.refuse(
                    RequestFault.COMMAND_NOT_SERVED.name(), exchange.request().size());
            return;
        }
        exchange.replying();
        WriteFuture written = session.write(reply.get());
        // MINA runs this outside of the filter chain, where nothing else would catch an Error.
        written.addListener(future -> Faults.contain(() -> {
            if (written.isWritten()) {
                exchange.replied(TlsFilter.transportOf(session));
            }
        }));
    }

    @Override
    public void inputClosed(IoSession session) {
        BindConnection exchange = BindConnection.of(session);
        if (exchange == null) {
            session.closeNow();
        } else {
            exchange.inputEnded();
        }
    }

    @Override
    public void exceptionCaught(IoSession session, Throwable cause) {
        BindConnection exchange = BindConnection.of(session);
        if (exchange == null || exchange.isOver()) {
            // A write that was still under way when the session ended, for instance.
            session.closeNow();
            return;
        }
        if (cause instanceof IOException) {
            exchange.peerReset();
            exchange.inputEnded();
            return;
        }
        if (OpenFiles.areUsedUp()) {
            exchange.starved();
            return;
        }
        Faults.report("port " + exchange.endpoint().local().getPort(), cause);
        exchange.fault();
    }
}
