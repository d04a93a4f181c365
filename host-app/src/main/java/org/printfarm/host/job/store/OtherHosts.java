package org.printfarm.host.job.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.printfarm.host.job.store.HostPlaces.Place;

/** The other hosts of a farm, where each has stored files of its own. Any thread; may take as long as the network does. */
public interface OtherHosts {

    /** Where all see one folder, or there are none. */
    OtherHosts NONE = new OtherHosts() {
        @Override
        public void keep(String sha256, Path file) {}

        @Override
        public boolean fetch(String sha256) {
            return false;
        }
    };

    /**
     * Has as many of them keep a file as the farm wants. When this returns, it is on their disks.
     *
     * @param sha256 of the file
     * @param file whole and on this host's disk
     * @throws NoReplicaException when too few of them do
     * @throws IOException when the database cannot tell which there are
     */
    void keep(String sha256, Path file) throws IOException;

    /**
     * Stores a content here that one of them has, see {@link ContentReplicas#receive}.
     *
     * @return whether one of them has it whole, and could be reached
     * @throws IOException when the database cannot tell which there are
     */
    boolean fetch(String sha256) throws IOException;

    /**
     * Those that live and cannot be reached just now.
     *
     * @return and why
     * @throws IOException when the database cannot tell which there are
     */
    default Map<Place, String> unreached() throws IOException {
        return Map.of();
    }

    /** Too few other hosts have a copy of a file; the message is for the operator. */
    final class NoReplicaException extends IOException {

        private static final long serialVersionUID = 1L;

        public NoReplicaException(String message) {
            super(message);
        }
    }
}
