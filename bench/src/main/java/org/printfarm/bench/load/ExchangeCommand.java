package org.printfarm.bench.load;

import java.nio.ByteBuffer;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code exchanges}: the options that {@code bindload} has as well mean the same. */
@Command(name = "exchanges")
final class ExchangeCommand implements Callable<Integer> {

    @Option(names = "--tls12")
    private boolean tls12;

    @Option(names = "--tls13")
    private boolean tls13;

    @Option(names = "--ecdsa")
    private boolean ecdsa;

    @Option(names = "--targets", required = true)
    private String targets = "";

    @Option(names = "--concurrency")
    private int concurrency = 1;

    @Option(names = "--count")
    private long count = Long.MAX_VALUE;

    @Option(names = "--warmup")
    private long warmUp;

    @Option(names = "--duration")
    private long seconds = 60;

    @Option(names = "--rate")
    private long rate;

    @Override
    public Integer call() throws Exception {
        byte[] request = Requests.detect();
        boolean tls = tls12 || tls13;
        ExchangeTally tally = new ExchangeTally(tls, warmUp);
        ExchangePlan plan = new ExchangePlan(Target.range(targets), concurrency, count, seconds, rate);
        new ExchangeLoop(plan, tls ? overTls(request) : plain(request), tally).run();
        System.out.println(tally.document());
        return 0;
    }

    private static Exchange.LinkMaker plain(byte[] request) {
        return channel -> new PlainLink(channel, ByteBuffer.wrap(request));
    }

    private Exchange.LinkMaker overTls(byte[] request) throws Exception {
        String protocol = tls12 ? "TLSv1.2" : "TLSv1.3";
        SSLContext context = ClientTls.context(protocol, ecdsa);
        return channel -> new TlsLink(channel, ClientTls.engine(context, protocol), ByteBuffer.wrap(request));
    }
}
