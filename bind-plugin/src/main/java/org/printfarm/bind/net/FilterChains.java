package org.printfarm.bind.net;

import java.util.Optional;
import org.apache.mina.core.filterchain.IoFilter;
import org.apache.mina.core.filterchain.IoFilterChain;
import org.apache.mina.core.filterchain.IoFilterChainBuilder;
import org.apache.mina.filter.codec.ProtocolCodecFilter;
import org.printfarm.api.service.PrinterTls;

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
            build(chain, exchange.endpoint().tls());
        } catch (Error fault) {
            // No filter guards the processor yet.
            Faults.report("port " + exchange.endpoint().local().getPort(), fault);
            exchange.fault();
        }
    }

    private void build(IoFilterChain chain, Optional<PrinterTls> tls) {
        chain.addLast("guard", guard);
        chain.addLast("drain", drain);
        if (tls.isPresent()) {
            chain.addLast("tls", new TlsFilter(tls.get()));
        }
        chain.addLast("codec", codec);
    }
}
