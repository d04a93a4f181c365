package org.printfarm.bind.transport;

import org.apache.mina.core.filterchain.IoFilter;
import org.apache.mina.core.filterchain.IoFilterChain;
import org.apache.mina.core.filterchain.IoFilterChainBuilder;
import org.apache.mina.filter.codec.ProtocolCodecFilter;
import org.printfarm.bind.exchange.BindCodecFactory;
import org.printfarm.bind.exchange.BindConnection;
import org.printfarm.bind.exchange.DrainFilter;
import org.printfarm.bind.exchange.ErrorGuard;
import org.printfarm.bind.exchange.Faults;
import org.printfarm.bind.tls.TlsFilter;

/** Builds the chain of a connection, on its processor thread. All filters but the TLS filter serve all connections. */
final class FilterChains implements IoFilterChainBuilder {

    private final IoFilter guard = new ErrorGuard();
    private final IoFilter drain = new DrainFilter();
    private final IoFilter codec = new ProtocolCodecFilter(new BindCodecFactory());

    @Override
    public void buildFilterChain(IoFilterChain chain) {
        BindConnection exchange = BindConnection.of(chain.getSession());
        if (exchange == null) {
            chain.getSession().closeNow();
            return;
        }
        if (exchange.endDenied()) {
            return;
        }
        try {
            build(chain, exchange);
        } catch (Error fault) {
            // No filter guards the processor yet.
            Faults.report("port " + exchange.endpoint().local().getPort(), fault);
            exchange.fault();
        }
    }

    private void build(IoFilterChain chain, BindConnection exchange) {
        chain.addLast("guard", guard);
        chain.addLast("drain", drain);
        exchange.endpoint().tls().ifPresent(tls -> chain.addLast("tls", new TlsFilter(tls, exchange)));
        chain.addLast("codec", codec);
    }
}
