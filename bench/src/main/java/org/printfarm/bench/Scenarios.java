package org.printfarm.bench;

import java.util.List;
import org.printfarm.bench.scenario.Exchanges;
import org.printfarm.bench.scenario.Scenario;

/** All groups of rows, in the order of the report. */
final class Scenarios {

    static final List<Scenario> ALL = List.of(new Exchanges());

    private Scenarios() {}
}
