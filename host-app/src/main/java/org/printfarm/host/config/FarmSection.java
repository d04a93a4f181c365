package org.printfarm.host.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.printfarm.api.PrinterIdentity;

/**
 * What stands under {@code farm}, all of it optional.
 *
 * @param data absolute
 * @param dataPlace where a message about the data folder points to
 * @param store empty for SQLite in the data folder
 * @param cluster of hosts with a store
 * @param files where stored files lie, absolute; empty for the data folder
 * @param plugins absolute
 * @param pluginsPlace where a message about the drop-in folder points to
 */
record FarmSection(
        String name,
        Path data,
        SourcePosition dataPlace,
        Optional<StoreUrl> store,
        ClusterRules cluster,
        Optional<Path> files,
        Path plugins,
        SourcePosition pluginsPlace,
        FarmConfig.TlsEngineChoice tlsEngine,
        FarmConfig.KeyChoice keys,
        JobRetention keepJobs,
        int deliveries,
        ReloadMode reload,
        AddressRules addresses,
        FarmServices services,
        List<NotificationEntry> notifications) {

    /** The longest farm name, in UTF-16 characters: with a few words around it, it must fit into a CA's common name of 64. */
    static final int MAX_NAME_LENGTH = 40;

    private static final String SERVICES = "services";
    private static final String NOTIFICATIONS = "notifications";
    private static final String DEFAULT_NAME = "printfarm";

    /** Reads the section. */
    static FarmSection read(Section section) {
        MergedSettings settings = new MergedSettings(section);
        FarmSection farm = new FarmSection(
                name(settings),
                folder(settings, "data"),
                section.placeOf("data"),
                StoreUrl.read(settings, section),
                ClusterRules.read(section),
                files(settings),
                folder(settings, "plugins"),
                section.placeOf("plugins"),
                settings.choice("tls-engine", FarmConfig.TlsEngineChoice.class, FarmConfig.TlsEngineChoice.AUTO),
                settings.choice(
                        "keys",
                        List.of(FarmConfig.KeyChoice.values()),
                        FarmConfig.KeyChoice::word,
                        FarmConfig.KeyChoice.AUTO),
                JobRetention.read(settings),
                settings.number("deliveries", 1, FarmConfig.MAX_DELIVERIES, FarmConfig.USUAL_DELIVERIES),
                settings.choice("reload", ReloadMode.class, ReloadMode.ON_REQUEST),
                AddressRules.read(section),
                FarmServices.read(section.section(SERVICES)),
                NotificationReader.read(section.section(NOTIFICATIONS)));
        settings.knows(AddressRules.KEY);
        settings.knows(ClusterRules.KEY);
        settings.knows(SERVICES);
        settings.knows(NOTIFICATIONS);
        settings.reportUnknownKeys();
        return farm;
    }

    private static String name(MergedSettings settings) {
        String name = settings.text("name").orElse(DEFAULT_NAME);
        if (name.length() > MAX_NAME_LENGTH || !PrinterIdentity.isName(name)) {
            settings.mistake(
                    "name",
                    "expected 1 to " + MAX_NAME_LENGTH + " characters without control characters, got "
                            + Printable.value(name));
            return DEFAULT_NAME;
        }
        return name;
    }

    /** It is not made: a folder that is not there may be one that is not mounted. */
    private static Optional<Path> files(MergedSettings settings) {
        Optional<Path> folder = settings.text("files")
                .filter(text -> text.indexOf('\0') < 0)
                .map(text -> settings.pathOf(text).normalize());
        folder.filter(path -> !Files.isDirectory(path))
                .ifPresent(path -> settings.mistake("files", "expected a folder that is there, got " + path));
        return folder;
    }

    /** The keys are named after the folders that they default to. */
    private static Path folder(MergedSettings settings, String key) {
        Path folder = settings.path(key).orElseGet(() -> settings.pathOf(key));
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            settings.mistake(key, "expected a folder, got the file " + folder);
        }
        return folder;
    }
}
