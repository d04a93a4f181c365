package org.printfarm.bench.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.printfarm.bench.farm.Addresses;
import org.printfarm.bench.farm.Farm;
import org.printfarm.bench.farm.FarmProcess;
import org.printfarm.bench.machine.ProcStat;
import org.printfarm.bench.peer.Vsftpd;

/**
 * A server that takes uploads.
 *
 * @param name as it stands in the tables
 * @param pid of its process
 * @param urls the folder of a printer, by number from 0
 * @param login user and password for curl
 */
record Taker(String name, long pid, IntFunction<String> urls, String login) {

    /** For the process of a session, which vsftpd waits for after the client has left. */
    private static final int LOOKS = 200;

    private static final long LOOK_MILLIS = 5;

    static Taker of(Farm farm, FarmProcess process) {
        return new Taker(
                Server.FARM,
                process.pid(),
                number -> "ftps://" + Addresses.of(number) + ":" + farm.ports().ftp() + "/",
                farm.login());
    }

    static Taker of(Vsftpd vsftpd) {
        return new Taker("vsftpd", vsftpd.process().pid(), number -> vsftpd.url(), "anonymous:x");
    }

    /** CPU seconds until now, with those of the sessions that are over. */
    double cpu() throws IOException, InterruptedException {
        Path children = Path.of("/proc", Long.toString(pid), "task", Long.toString(pid), "children");
        for (int look = 0; look < LOOKS && !Files.readString(children).isBlank(); look++) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        ProcStat stat = ProcStat.of(pid);
        return stat.cpuSeconds() + stat.childCpuSeconds();
    }
}
