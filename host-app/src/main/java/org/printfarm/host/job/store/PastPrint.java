package org.printfarm.host.job.store;

import java.time.Instant;
import java.util.Optional;

/**
 * One try to print something that is over, as people account for it. It stays when its job is deleted.
 *
 * @param task its number, larger for later ones
 * @param job the job's id
 * @param printer the id of the printer that the job came to
 * @param machine the id of the machine
 * @param from who sent it: a name, or a client's address
 * @param file its name; a peer's text
 * @param plate the plate; empty when nobody named one
 * @param started when the machine began; empty when it never did
 * @param ended when it was over
 * @param result what the job became then: done, failed, cancelled, held or queued; empty when that is not known
 * @param grams of filament that the file says the plate takes, of all plates where nobody named one
 */
public record PastPrint(
        long task,
        String job,
        String printer,
        String machine,
        String from,
        String file,
        Optional<Integer> plate,
        Optional<Instant> started,
        Instant ended,
        Optional<String> result,
        double grams) {}
