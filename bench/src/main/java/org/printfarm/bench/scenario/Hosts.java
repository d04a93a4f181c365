package org.printfarm.bench.scenario;

import java.io.IOException;
import org.printfarm.bench.peer.Postgres;
import org.printfarm.bench.report.Report;
import org.printfarm.bench.report.Section;

/** What it costs that a farm's record is in PostgreSQL and that it has several hosts. */
public final class Hosts implements Scenario {

    @Override
    public String name() {
        return "hosts";
    }

    @Override
    public String about() {
        return "the record in PostgreSQL: uploads beside SQLite, claims beside pgbench, leases of 1,000 printers";
    }

    @Override
    public void run(Stage stage, Report report) throws IOException, InterruptedException {
        if (Postgres.missing().isPresent()) {
            report.add(Section.missing(
                    "Several hosts", "not measured: " + Postgres.missing().get()));
            return;
        }
        try (Postgres server = Postgres.start(stage.scratch().folder("postgres"), stage.ports())) {
            SharedUploads.run(stage, report, server);
            Claims.run(stage, report, server);
            Leases.run(stage, report, server);
        }
    }
}
