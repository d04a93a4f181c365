package org.printfarm.host.job.store;

import java.util.List;
import java.util.Optional;
import org.printfarm.api.job.CardFile;

/** Where the files of jobs lie on their printers' cards. Every change is on the disk when its method returns. Any thread. */
public interface CardStore {

    /** The files on a printer's card, newest first, each path once, at most so many. */
    List<CardFile> newest(String printer, int limit) throws StoreException;

    /** The file that lies at a path of a printer's card. */
    Optional<CardFile> at(String printer, String path) throws StoreException;

    /** Takes a file off a printer's card and keeps its jobs. False when nothing lies there. */
    boolean remove(String printer, String path) throws StoreException;
}
