package org.printfarm.host.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.printfarm.api.settings.Secret;
import org.printfarm.host.cluster.CommonFiles;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.config.StoreUrl;
import org.printfarm.host.files.HeldFile;
import org.printfarm.host.job.store.InboxFolder;
import org.printfarm.host.job.store.RecordCopy;
import org.printfarm.host.view.NewPassword;
import org.printfarm.host.view.StoreCopyView;

/** Moves a farm that does not run to another database: its record is copied, its files stay where they are. */
public final class StoreCopy {

    private static final String SQLITE = "sqlite";

    private StoreCopy() {}

    /**
     * Copies the record of a farm.
     *
     * @param source which
     * @param to a URL as {@code farm.store} has it, or {@code sqlite} for the file in the data folder
     * @param password of the URL's user; empty where the server asks for none
     * @param progress gets the name of each table and how many rows it has, as it was checked
     * @return what was done
     * @throws FarmException when the farm runs, one of both cannot be used, or there are other rows in it
     */
    public static StoreCopyView run(
            FarmSource source, String to, Optional<NewPassword> password, BiConsumer<String, Long> progress)
            throws FarmException {
        FarmConfig config = source.read();
        Optional<StoreUrl> target = target(to)
                .map(url ->
                        url.withPassword(password.map(NewPassword::clearText).map(Secret::of)));
        if (target.map(StoreUrl::toString).equals(config.store().map(StoreUrl::toString))) {
            throw new FarmException(
                    FarmException.BAD_REQUEST, "the record is there already", "name another database with --to");
        }
        return ArchiveFarm.guarded(() -> {
            try (HeldFile lock = DataFolderLock.take(config.data());
                    RecordOwner own = RecordOwner.take(
                            config.data(), config.store(), config.cluster().lease());
                    RecordOwner there = RecordOwner.take(
                            config.data(), target, config.cluster().lease())) {
                InboxFolder from = InboxFolder.of(config);
                from.create();
                RecordCopy.Copied copied = RecordCopy.run(from, InboxFolder.of(config.data(), target), progress);
                copyCommonFiles(config, target, from);
                return new StoreCopyView(copied.rows(), copied.added());
            }
        });
    }

    /** Certificates and books: out of the database that has them, and into the one that is to have them. */
    private static void copyCommonFiles(FarmConfig config, Optional<StoreUrl> target, InboxFolder inbox)
            throws IOException {
        HostCopies.of(config).close();
        if (target.isPresent()) {
            try (CommonFiles there = CommonFiles.open(target.get(), config.data())) {
                there.push();
                there.adoptMark(inbox.files());
                there.commit();
            }
        }
    }

    private static Optional<StoreUrl> target(String to) throws FarmException {
        if (to.equals(SQLITE)) {
            return Optional.empty();
        }
        Optional<StoreUrl> url = StoreUrl.parse(to, Path::of);
        if (url.isEmpty()) {
            // Not repeated: a password may stand in it.
            throw new FarmException(FarmException.BAD_REQUEST, "--to: expected " + StoreUrl.EXPECTED, "");
        }
        return url;
    }
}
