package org.printfarm.host.job;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.printfarm.api.job.CardFile;
import org.printfarm.api.job.IntakeException;
import org.printfarm.api.job.IntakeException.Reason;
import org.printfarm.api.job.PrinterCard;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.JobRepository;
import org.printfarm.host.job.store.StorageTrouble;

/** One printer's card, read from the record of jobs at every call. */
final class StoredCard implements PrinterCard {

    private final String printer;
    private final JobRepository repository;

    StoredCard(String printer, JobRepository repository) {
        this.printer = printer;
        this.repository = repository;
    }

    @Override
    public List<CardFile> newest() throws IntakeException {
        return guarded(() -> repository.cards().newest(printer, MAX_LISTED));
    }

    @Override
    public Optional<CardFile> find(String path) throws IntakeException {
        return guarded(() -> repository.cards().at(printer, path));
    }

    @Override
    public SeekableByteChannel read(CardFile file) throws IntakeException {
        Optional<Job> job = guarded(
                () -> repository.find(file.jobId()).filter(one -> one.printer().equals(printer)));
        Job found = job.orElseThrow(() -> new IntakeException(Reason.NOT_FOUND, "there is no such job"));
        return guarded(() -> Files.newByteChannel(repository.file(found)));
    }

    @Override
    public boolean remove(String path) throws IntakeException {
        return guarded(() -> repository.cards().remove(printer, path));
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private <T> T guarded(Reading<T> reading) throws IntakeException {
        try {
            return reading.read();
        } catch (IOException e) {
            throw StorageTrouble.refusal(e, repository.folder().files());
        }
    }
}
