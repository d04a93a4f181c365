package org.printfarm.host.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.config.StoreUrl;
import org.printfarm.host.doctor.HostDiagnosis;
import org.printfarm.host.job.FarmBackup;
import org.printfarm.host.job.store.ContentReplicas;
import org.printfarm.host.job.store.HostReport;
import org.printfarm.host.view.DoctorView.Finding;
import org.printfarm.host.view.HostView;

/** Makes documents of a farm's hosts. A farm in SQLite has none. */
final class HostDocuments {

    private static final int SHORT_HASH = 12;

    private HostDocuments() {}

    /** All that the farm's database knows, whether this one runs or not. */
    static List<HostView> hosts(FarmConfig config) throws FarmException {
        Optional<StoreUrl> store = config.store();
        try {
            return store.isEmpty() ? List.of() : views(HostReport.of(store.get()), config.data());
        } catch (IOException e) {
            throw FarmException.storage(e);
        }
    }

    /** What is wrong with hosts and database. */
    static List<Finding> findings(FarmConfig config, Instant now) {
        if (config.store().isEmpty()) {
            return List.of();
        }
        try {
            HostReport report = HostReport.of(config.store().get());
            List<Finding> findings = new ArrayList<>(HostDiagnosis.of(views(report, config.data()), now));
            if (report.isReadOnly()) {
                findings.add(HostDiagnosis.readOnly());
            }
            return findings;
        } catch (IOException e) {
            return List.of(HostDiagnosis.away());
        }
    }

    /** The other hosts that this one cannot ask for stored files. */
    static List<Finding> unreached(ContentReplicas replicas) {
        try {
            return replicas.unreached().entrySet().stream()
                    .map(one -> HostDiagnosis.unreached(
                            one.getKey().name(), one.getKey().address(), one.getValue()))
                    .toList();
        } catch (IOException e) {
            // That the database is away is told anyway.
            return List.of();
        }
    }

    private static List<HostView> views(HostReport report, Path data) throws IOException {
        Path file = data.resolve(FarmBackup.HOST_ID);
        String own = Files.exists(file) ? Files.readString(file).strip() : "";
        return report.hosts().stream().map(host -> view(host, own)).toList();
    }

    private static HostView view(HostReport.Host host, String own) {
        String hash = host.configSha256();
        return new HostView(
                host.id(),
                host.name(),
                host.lives() ? HostView.WORKING : HostView.GONE,
                (host.lives() ? host.since() : host.ends()).toString(),
                host.version(),
                hash.substring(0, Math.min(SHORT_HASH, hash.length())),
                host.clockMillis(),
                host.answerMillis(),
                host.id().equals(own),
                host.owns().stream()
                        .map(owned ->
                                new HostView.Owned(owned.what(), owned.since().toString(), owned.why()))
                        .toList());
    }
}
