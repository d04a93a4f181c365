package org.printfarm.bind.exchange;

import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.ProtocolCodecFactory;
import org.apache.mina.filter.codec.ProtocolDecoder;
import org.apache.mina.filter.codec.ProtocolEncoder;

/** One decoder and one encoder for all connections: MINA asks at every read, and neither keeps anything. */
public final class BindCodecFactory implements ProtocolCodecFactory {

    private final ProtocolEncoder encoder = new BindEncoder();
    private final ProtocolDecoder decoder = new BindDecoder();

    @Override
    public ProtocolEncoder getEncoder(IoSession session) {
        return encoder;
    }

    @Override
    public ProtocolDecoder getDecoder(IoSession session) {
        return decoder;
    }
}
