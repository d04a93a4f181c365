package org.printfarm.host.intake;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.printfarm.api.job.CardFile;
import org.printfarm.api.job.IntakeException;
import org.printfarm.api.job.IntakeException.Reason;
import org.printfarm.api.job.PrinterCard;

/** One printer's card, read from the record of jobs at every call. */
final class StoredCard implements PrinterCard {

    private final String printer;
    private final Depot depot;

    StoredCard(String printer, Depot depot) {
        this.printer = printer;
        this.depot = depot;
    }

    @Override
    public List<CardFile> newest() throws IntakeException {
        return guarded(() -> depot.cards().newest(printer, MAX_LISTED));
    }

    @Override
    public Optional<CardFile> find(String path) throws IntakeException {
        return guarded(() -> depot.cards().at(printer, path));
    }

    @Override
    public SeekableByteChannel read(CardFile file) throws IntakeException {
        Optional<Job> job = guarded(
                () -> depot.find(file.jobId()).filter(one -> one.printer().equals(printer)));
        Job found = job.orElseThrow(() -> new IntakeException(Reason.NOT_FOUND, "there is no such job"));
        return guarded(() -> Files.newByteChannel(depot.file(found)));
    }

    @Override
    public boolean remove(String path) throws IntakeException {
        return guarded(() -> depot.cards().remove(printer, path));
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private <T> T guarded(Reading<T> reading) throws IntakeException {
        try {
            return reading.read();
        } catch (IOException e) {
            throw StorageTrouble.refusal(e, depot.folder().root());
        }
    }
}
