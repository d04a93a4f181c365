package org.printfarm.host.job.store;

/** Told of each job that is not as it was, once that is on the disk. On the writing thread; must not wait nor ask the record. */
@FunctionalInterface
public interface JobListener {

    /**
     * A job changed.
     *
     * @param printer the id of the printer that it came to; empty where it is not known any more
     * @param job its id; empty for very many at once
     * @param state the word of its state; {@code DELETED}, or {@code MANY} where there is no id
     */
    void changed(String printer, String job, String state);
}
