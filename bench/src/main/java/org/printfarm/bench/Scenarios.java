package org.printfarm.bench;

import java.util.List;
import org.printfarm.bench.scenario.Changes;
import org.printfarm.bench.scenario.Density;
import org.printfarm.bench.scenario.Exchanges;
import org.printfarm.bench.scenario.Exhaustion;
import org.printfarm.bench.scenario.HandshakeFlood;
import org.printfarm.bench.scenario.Hosts;
import org.printfarm.bench.scenario.IdlePeers;
import org.printfarm.bench.scenario.Machines;
import org.printfarm.bench.scenario.ManyUploads;
import org.printfarm.bench.scenario.Micro;
import org.printfarm.bench.scenario.MqttFanOut;
import org.printfarm.bench.scenario.PoolChoices;
import org.printfarm.bench.scenario.Scenario;
import org.printfarm.bench.scenario.StartUp;
import org.printfarm.bench.scenario.Store;
import org.printfarm.bench.scenario.UnderLoad;
import org.printfarm.bench.scenario.Uploads;

/** All groups of rows, in the order of the report. */
final class Scenarios {

    static final List<Scenario> ALL = List.of(
            new Exchanges(),
            new StartUp(),
            new Density(),
            new Store(),
            new Changes(),
            new IdlePeers(),
            new UnderLoad(),
            new HandshakeFlood(),
            new Exhaustion(),
            new Uploads(),
            new ManyUploads(),
            new Machines(),
            new PoolChoices(),
            new Hosts(),
            new MqttFanOut(),
            new Micro());

    private Scenarios() {}
}
