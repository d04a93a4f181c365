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

    boolean hasMd5() {
        return request.md5().isPresent();
    }

    /** Whether it came from an address. */
    boolean isFrom(String address) {
        return request.from().getHostAddress().equals(address);
    }

    /** Whether the same client asked for the same file in the same words before. */
    boolean repeats(WaitingRequest other) {
        return request.from().equals(other.request.from())
                && names.equals(other.names)
                && request.plate().equals(other.request.plate())
                && request.md5().equals(other.request.md5())
                && PrintOrders.withoutNumbers(request.options())
                        .equals(PrintOrders.withoutNumbers(other.request.options()));
    }
}
