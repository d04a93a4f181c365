package org.printfarm.bind.exchange;

import java.nio.ByteBuffer;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.ProtocolDecoderAdapter;
import org.apache.mina.filter.codec.ProtocolDecoderException;
import org.apache.mina.filter.codec.ProtocolDecoderOutput;
import org.printfarm.bind.frame.FrameReader;
import org.printfarm.bind.frame.FrameResult;
import org.printfarm.bind.message.BindRequest;
import org.printfarm.bind.message.RequestReader;
import org.printfarm.bind.message.RequestResult;

/** MINA's view of the frame reader and the request reader: bytes in, a {@link BindRequest} or a {@link Refusal} out. */
final class BindDecoder extends ProtocolDecoderAdapter {

    /** Stands where MINA would otherwise print the peer's bytes. */
    private static final String WITHHELD = "withheld";

    @Override
    public void decode(IoSession session, IoBuffer in, ProtocolDecoderOutput out) throws ProtocolDecoderException {
        try {
            BindConnection exchange = BindConnection.of(session);
            if (exchange != null && exchange.stage() == Stage.REQUEST) {
                decode(exchange, exchange.request().gather(in.buf()), out);
            }
        } catch (RuntimeException fault) {
            ProtocolDecoderException wrapped = new ProtocolDecoderException(fault);
            wrapped.setHexdump(WITHHELD);
            throw wrapped;
        } finally {
            in.position(in.limit());
        }
    }

    private static void decode(BindConnection exchange, ByteBuffer request, ProtocolDecoderOutput out) {
        FrameResult result = FrameReader.read(request);
        if (result instanceof FrameResult.Incomplete) {
            exchange.request().keep(request);
        } else if (result instanceof FrameResult.Malformed malformed) {
            out.write(new Refusal(malformed.fault().name(), malformed.length()));
        } else if (result instanceof FrameResult.Complete frame) {
            exchange.request().measured(frame.totalBytes());
            out.write(toMessage(RequestReader.read(frame.payload()), frame.totalBytes()));
        }
    }

    private static Object toMessage(RequestResult result, int totalBytes) {
        return result instanceof RequestResult.Refused refused
                ? new Refusal(refused.fault().name(), totalBytes)
                : result;
    }
}
