package org.printfarm.host.app;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.printfarm.host.view.CaScriptView;
import org.printfarm.host.view.CaView;
import org.printfarm.host.view.DispatchView;
import org.printfarm.host.view.DoctorView;
import org.printfarm.host.view.DoctorView.Finding;
import org.printfarm.host.view.HistoryView;
import org.printfarm.host.view.JobQuery;
import org.printfarm.host.view.JobView;
import org.printfarm.host.view.MachineTestView;
import org.printfarm.host.view.MachineView;
import org.printfarm.host.view.MetricsView;
import org.printfarm.host.view.PrinterView;
import org.printfarm.host.view.QueueView;
import org.printfarm.host.view.ServiceView;
import org.printfarm.host.view.WallView;
import org.printfarm.host.view.WhyView;

/** Part of a farm: some of its printers, and the machines that these send to. What lies outside of it is not there. */
final class ScopedFarm extends PartialFarm {

    private static final Comparator<JobView> BY_TIME = Comparator.<JobView, Instant>comparing(
                    job -> Instant.parse(job.received()))
            .thenComparing(job -> Long.parseLong(job.id()));

    private final Farm farm;
    private final Supplier<Reach> reach;

    ScopedFarm(Farm farm, Supplier<Reach> reach) {
        this.farm = farm;
        this.reach = reach;
    }

    @Override
    public List<JobView> jobs(JobQuery query) throws FarmException {
        List<JobView> found = new ArrayList<>();
        for (String printer : reach.get().printers()) {
            if (query.printer() == null || query.printer().equals(printer)) {
                found.addAll(
                        farm.jobs(new JobQuery(printer, query.state(), query.since(), query.before(), query.limit())));
            }
        }
        found.sort(BY_TIME);
        return List.copyOf(found.subList(Math.max(0, found.size() - query.limit()), found.size()));
    }

    @Override
    public JobView.Details job(String id) throws FarmException {
        JobView.Details details = farm.job(id);
        if (!reach.get().printers().contains(details.job().printer())) {
            throw ArchiveFarm.notFound(id);
        }
        return details;
    }

    @Override
    public JobView.Deleted deleteJob(String id) throws FarmException {
        return farm.deleteJob(own(id));
    }

    @Override
    public byte[] thumbnail(String id, int plate) throws FarmException {
        return farm.thumbnail(own(id), plate);
    }

    @Override
    public String content(String id) throws FarmException {
        return farm.content(own(id));
    }

    private String own(String id) throws FarmException {
        return job(id).job().id();
    }

    @Override
    public JobView jobAction(String id, String action, String machine) throws FarmException {
        String own = own(id);
        return farm.jobAction(own, action, machine.isEmpty() ? machine : reached(machine));
    }

    @Override
    public WhyView why(String id) throws FarmException {
        return farm.why(own(id));
    }

    @Override
    public List<DispatchView> dispatch() throws FarmException {
        List<DispatchView> own = new ArrayList<>();
        for (DispatchView one : farm.dispatch()) {
            if (reach.get().printers().contains(farm.job(one.id()).job().printer())) {
                own.add(one);
            }
        }
        return own;
    }

    @Override
    public List<QueueView> queue(String goal) throws FarmException {
        Reach part = reach.get();
        return farm.queue(goal).stream()
                .filter(place -> part.printers().contains(place.printer()))
                .toList();
    }

    @Override
    public List<JobView> queueAction(String id, String action, String value) throws FarmException {
        return farm.queueAction(own(id), action, value);
    }

    @Override
    public MachineView machineAction(String id, String action, String because) throws FarmException {
        return farm.machineAction(reached(id), action, because);
    }

    @Override
    public MachineTestView testMachine(String id) throws FarmException {
        return farm.testMachine(reached(id));
    }

    private String reached(String machine) throws FarmException {
        if (!reach.get().machines().contains(machine)) {
            throw new FarmException(
                    FarmException.NOT_FOUND, "there is no machine of that name", "./farm machines lists them");
        }
        return machine;
    }

    @Override
    public List<PrinterView> printers() throws FarmException {
        Reach part = reach.get();
        return farm.printers().stream()
                .filter(printer -> part.printers().contains(printer.id()))
                .toList();
    }

    @Override
    public List<MachineView> machines() throws FarmException {
        Reach part = reach.get();
        return farm.machines().stream()
                .filter(machine -> part.machines().contains(machine.id()))
                .toList();
    }

    @Override
    public WallView wall() throws FarmException {
        Reach part = reach.get();
        return new WallView(farm.wall().printers().stream()
                .filter(panel -> part.printers().contains(panel.id()))
                .toList());
    }

    @Override
    public DoctorView doctor(String address) throws FarmException {
        Reach part = reach.get();
        DoctorView all = farm.doctor(address);
        return new DoctorView(
                own(part, all.farm()),
                all.clients().stream()
                        .map(client -> new DoctorView.Client(
                                client.address(),
                                own(part, client.findings()),
                                client.events().stream()
                                        .filter(event -> part.printers().contains(event.printer()))
                                        .toList()))
                        .filter(client ->
                                !address.isEmpty() || !client.findings().isEmpty())
                        .toList());
    }

    @Override
    public List<DoctorView.Client> slicers(String printer) throws FarmException {
        if (!reach.get().printers().contains(printer)) {
            throw new FarmException(
                    FarmException.NOT_FOUND, "there is no printer of that name", "./farm printers lists them");
        }
        return farm.slicers(printer);
    }

    private static List<Finding> own(Reach part, List<Finding> findings) {
        return findings.stream()
                .filter(finding -> part.printers().contains(finding.printer())
                        || part.machines().contains(finding.printer()))
                .toList();
    }

    /** Pages until one is full of what is his, or there is no more. */
    @Override
    public List<HistoryView> history(HistoryView.Query query) throws FarmException {
        Reach part = reach.get();
        List<HistoryView> found = new ArrayList<>();
        long after = query.after();
        while (found.size() < query.limit()) {
            List<HistoryView> page =
                    farm.history(new HistoryView.Query(query.from(), query.to(), after, query.limit()));
            page.stream()
                    .filter(print -> part.printers().contains(print.printer()))
                    .limit(query.limit() - found.size())
                    .forEach(found::add);
            if (page.size() < query.limit()) {
                break;
            }
            after = page.get(page.size() - 1).id();
        }
        return found;
    }

    @Override
    public List<ServiceView> services() throws FarmException {
        Reach part = reach.get();
        return farm.services().stream()
                .filter(service -> part.printers().contains(service.printer()))
                .toList();
    }

    @Override
    public MetricsView metrics() throws FarmException {
        Reach part = reach.get();
        MetricsView all = farm.metrics();
        return new MetricsView(
                all.events().stream()
                        .filter(event -> part.printers().contains(event.printer()))
                        .toList(),
                all.disk());
    }

    @Override
    public CaView certificates() throws FarmException {
        return farm.certificates();
    }

    @Override
    public CaScriptView caScript(String os) throws FarmException {
        return farm.caScript(os);
    }

    /** Nothing: the farm goes on for others. */
    @Override
    public void close() {}
}
