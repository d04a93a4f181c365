package org.printfarm.bind.exchange;

import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;

/** Keeps away from the rest of the chain, TLS too, what a peer sends after its exchange is over, or when the host may not answer. */
public final class DrainFilter extends IoFilterAdapter {

    @Override
    public void messageReceived(NextFilter next, IoSession session, Object message) {
        BindConnection exchange = BindConnection.of(session);
        if (exchange != null && !exchange.endpoint().mayAnswer()) {
            exchange.abort();
        } else if (exchange != null && exchange.wants((IoBuffer) message)) {
            next.messageReceived(session, message);
        }
    }
}
