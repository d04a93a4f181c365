package org.printfarm.bind.exchange;

import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.ProtocolEncoderAdapter;
import org.apache.mina.filter.codec.ProtocolEncoderOutput;
import org.printfarm.bind.message.BindReply;

/** Puts a reply on the wire as one buffer, and so as one write: a client was seen to lose a lone first byte. */
final class BindEncoder extends ProtocolEncoderAdapter {

    @Override
    public void encode(IoSession session, Object message, ProtocolEncoderOutput out) {
        out.write(IoBuffer.wrap(((BindReply) message).frame()));
    }
}
