package org.printfarm.host.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.printfarm.api.Printer;
import org.printfarm.host.files.FileStamp;

/**
 * The whole farm as the operator wrote it.
 *
 * @param source the file it was read from; messages name it
 * @param references the files that it refers to, as <code>${file:path}</code> or by a setting that is a path, as they
 *     were before they were read; grows while plugins read their settings
 * @param name the farm's name: stands in the CA's name and in generated serials
 * @param data the absolute folder for certificates, uploads and the database, unless there is a store
 * @param store the database that keeps the farm's record; empty for SQLite in the data folder
 * @param cluster what hosts with a store do with each other
 * @param files the absolute folder for stored files; empty for one in the data folder
 * @param plugins the absolute drop-in folder
 * @param pluginsLine where a message about the drop-in folder points to; 0 when no place in the file is meant
 * @param pluginsColumn as {@code pluginsLine}
 * @param tlsEngine which TLS engine to use
 * @param keys which kinds of keys printers prove themselves with
 * @param keepJobs how long received jobs are kept
 * @param deliveries files on their way to machines at once, 1 to {@value #MAX_DELIVERIES}
 * @param reload when the running farm takes over a changed file
 * @param addresses of the printers that do not name theirs
 * @param farmServices what stands under {@code farm.services}
 * @param notifications who is told of what, in the order of the file
 * @param printers in the order of the file
 * @param machines in the order of the file
 * @param pools in the order of the file
 */
public record FarmConfig(
        Path source,
        Map<Path, FileStamp> references,
        String name,
        Path data,
        Optional<StoreUrl> store,
        ClusterRules cluster,
        Optional<Path> files,
        Path plugins,
        int pluginsLine,
        int pluginsColumn,
        TlsEngineChoice tlsEngine,
        KeyChoice keys,
        JobRetention keepJobs,
        int deliveries,
        ReloadMode reload,
        FarmAddresses addresses,
        FarmServices farmServices,
        List<NotificationEntry> notifications,
        List<PrinterEntry> printers,
        List<MachineEntry> machines,
        List<PoolEntry> pools) {

    /** The file in the data folder that a running farm holds. */
    public static final String HOST_LOCK = "host.lock";

    /** What {@code farm.deliveries} is without a word, and at most. */
    public static final int USUAL_DELIVERIES = 4;

    public static final int MAX_DELIVERIES = 32;

    public FarmConfig {
        references = Collections.unmodifiableMap(references);
        notifications = List.copyOf(notifications);
        printers = List.copyOf(printers);
        machines = List.copyOf(machines);
        pools = List.copyOf(pools);
    }

    /** This, with everything that only a start can change taken from the one that runs. */
    public FarmConfig withFarmOf(FarmConfig running) {
        return new FarmConfig(
                source,
                references,
                running.name,
                running.data,
                running.store,
                running.cluster,
                running.files,
                running.plugins,
                running.pluginsLine,
                running.pluginsColumn,
                running.tlsEngine,
                running.keys,
                running.keepJobs,
                running.deliveries,
                reload,
                addresses,
                running.farmServices,
                running.notifications,
                printers,
                machines,
                pools);
    }

    /**
     * The printers that slicers dial.
     *
     * @return in the order of the file, without those that have no address
     */
    public List<Printer> dialled() {
        return printers.stream()
                .filter(PrinterEntry::hasAddress)
                .map(PrinterEntry::printer)
                .toList();
    }

    /** The setting {@code farm.tls-engine}. */
    public enum TlsEngineChoice {
        /** Conscrypt where its native library loads, JSSE otherwise. */
        AUTO,
        /** Conscrypt, or an error. */
        CONSCRYPT,
        /** The JDK's own. */
        JSSE
    }

    /** The setting {@code farm.keys}. */
    public enum KeyChoice {
        /** What the farm's certificates are; RSA and P-256 where there are none yet. */
        AUTO("auto"),
        /** RSA alone. */
        RSA("rsa"),
        /** RSA and P-256 side by side, chosen by what the client offers. */
        RSA_EC("rsa+ec");

        private final String word;

        KeyChoice(String word) {
            this.word = word;
        }

        /**
         * The choice as it stands in the file.
         *
         * @return in lower case
         */
        public String word() {
            return word;
        }
    }
}
