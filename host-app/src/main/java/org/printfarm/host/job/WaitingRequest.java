package org.printfarm.host.job;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.printfarm.api.Registration;
import org.printfarm.api.job.PrintRequest;
import org.printfarm.host.job.store.StoredContent;
import org.printfarm.host.job.threemf.UploadName;

/** One request that waits for its file; compared by identity. */
final class WaitingRequest {

    private final PrintRequest request;
    private final List<UploadName> names;
    private final Instant received;
    private OptionalLong kept;
    private Registration timer = () -> {};

    WaitingRequest(PrintRequest request, Instant received, OptionalLong kept) {
        this.request = request;
        this.received = received;
        this.kept = kept;
        this.names = request.files().stream()
                .flatMap(file -> UploadName.of(file).stream())
                .toList();
    }

    PrintRequest request() {
        return request;
    }

    /** The names that its file may have, best first; empty when none of them can be used. */
    List<UploadName> names() {
        return names;
    }

    Instant received() {
        return received;
    }

    /** The number under which it is on the disk. */
    OptionalLong kept() {
        return kept;
    }

    void kept(long number) {
        kept = OptionalLong.of(number);
    }

    void timer(Registration next) {
        timer = next;
    }

    void stop() {
        timer.close();
    }

    boolean means(UploadName other) {
        return names.stream().anyMatch(other::means);
    }

    boolean wants(StoredContent content) {
        return request.md5().filter(content.md5()::equalsIgnoreCase).isPresent();
    }
}
