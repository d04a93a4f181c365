package org.printfarm.bench.scenario;

import java.io.IOException;
import org.printfarm.bench.drive.LoadDriver;
import org.printfarm.bench.drive.LoadResult;
import org.printfarm.bench.drive.LoadSpec;
import org.printfarm.bench.machine.ProcStat;
import org.printfarm.bench.report.Report;

/**
 * A server that answers detect requests.
 *
 * @param name in the report
 * @param pid its process
 * @param plainTargets for plain exchanges
 * @param tlsTargets for TLS exchanges
 */
record Server(String name, long pid, String plainTargets, String tlsTargets) {

    static final String FLOOR = "floor (C)";
    static final String FARM = "farm";

    private static final int WARM_UP_CONCURRENCY = 32;

    /** A handshake costs what 20 and more plain exchanges cost. */
    private static final int PLAIN_FOR_A_TLS = 20;

    /** A machine that is busy with other things is not waited for. */
    private static final int LONGEST_WARM_UP_SECONDS = 40;

    /**
     * What a window of load found.
     *
     * @param result what the load says
     * @param cpuPer1000 server CPU seconds for 1,000 right replies
     * @param rssBytes afterwards
     */
    record Window(LoadResult result, double cpuPer1000, long rssBytes) {}

    String targets(LoadSpec.Transport transport) {
        return transport.isTls() ? tlsTargets : plainTargets;
    }

    boolean isFarm() {
        return !name.equals(FLOOR);
    }

    /** Runs some load and looks what it costs. A wrong reply is a fault of anybody, a lost one of the farm. */
    Window window(LoadDriver load, LoadSpec spec, Report report) throws IOException, InterruptedException {
        ProcStat before = ProcStat.of(pid);
        LoadResult result = load.run(spec);
        ProcStat after = ProcStat.of(pid);
        judge(result, spec, report);
        double cpu = after.cpuSeconds() - before.cpuSeconds();
        return new Window(result, 1000 * cpu / Math.max(1, result.ok()), after.rssBytes());
    }

    /** Lets the farm's virtual machine compile what it is about to be measured on; the floor needs none. */
    void warmUp(Stage stage, LoadSpec.Transport transport, Report report) throws IOException, InterruptedException {
        int count = stage.effort().warmUps() / (transport.isTls() ? PLAIN_FOR_A_TLS : 1);
        if (count > 0 && isFarm()) {
            window(
                    stage.load(),
                    new LoadSpec(
                            transport, targets(transport), WARM_UP_CONCURRENCY, 0, count, LONGEST_WARM_UP_SECONDS, 0),
                    report);
        }
    }

    void judge(LoadResult result, LoadSpec spec, Report report) {
        String what = name + ", " + spec.transport().label() + ", c = " + spec.concurrency() + ": ";
        if (result.wrong() > 0) {
            report.fault(what + result.wrong() + " wrong replies " + result.errors());
        }
        if (result.lost() > 0 && isFarm()) {
            report.fault(what + result.lost() + " replies lost " + result.errors());
        }
        if (result.ok() == 0) {
            report.fault(what + "no reply at all");
        }
    }
}
