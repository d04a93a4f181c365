package org.printfarm.host.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.job.FarmBackup;
import org.printfarm.host.job.FarmBackup.Written;
import org.printfarm.host.job.store.InboxFolder;
import org.printfarm.host.job.store.JobArchive;
import org.printfarm.host.view.BackupView;
import org.printfarm.host.view.JobView;

/**
 * What goes out of the data folder. The farm says what to read; the process that was asked writes, with the rights and in the
 * folders of its user.
 */
public final class Transfers {

    private Transfers() {}

    /**
     * Writes a job's file somewhere else: whole, or not at all. A file that is there is replaced.
     *
     * @param source which farm
     * @param id the job
     * @param target the new file; its folder must be there
     */
    public static JobView.Exported export(FarmSource source, String id, Path target) throws FarmException {
        try (Farm farm = Farms.open(source)) {
            Path content = Path.of(farm.content(id));
            return ArchiveFarm.guarded(() -> {
                JobArchive.export(content, target);
                return new JobView.Exported(id, target.toString(), Files.size(target));
            });
        }
    }

    /**
     * Writes the data folder into one zip: whole, or not at all. A file that is there is replaced.
     *
     * @param source which farm
     * @param target the zip; its folder must be there
     */
    public static BackupView backup(FarmSource source, Path target) throws FarmException {
        FarmConfig config = source.read();
        if (!Files.isDirectory(config.data())) {
            throw new FarmException(FarmException.NOT_FOUND, "there is no data folder yet", "");
        }
        try (Farm farm = Farms.open(source, config)) {
            Optional<Path> record = Optional.of(farm.copyRecord())
                    .filter(path -> !path.isEmpty())
                    .map(Path::of);
            return ArchiveFarm.guarded(() -> backup(InboxFolder.of(config), record, target));
        }
    }

    private static BackupView backup(InboxFolder inbox, Optional<Path> record, Path target) throws IOException {
        try {
            Written written = FarmBackup.write(inbox, record, target);
            return new BackupView(written.files(), written.damaged(), written.bytes());
        } finally {
            if (record.isPresent()) {
                Files.deleteIfExists(record.get());
            }
        }
    }

    /**
     * Puts a backup back.
     *
     * @param source which farm
     * @param file the zip
     */
    public static BackupView.Restored restore(FarmSource source, Path file) throws FarmException {
        try (Farm farm = Farms.open(source)) {
            return farm.restore(file.toAbsolutePath().toString());
        }
    }
}
