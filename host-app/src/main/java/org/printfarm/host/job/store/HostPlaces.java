package org.printfarm.host.job.store;

import java.util.List;

/** Where the hosts of a farm hand their stored files to each other: rows in PostgreSQL. Any thread. */
public final class HostPlaces {

    private final Database database;

    HostPlaces(Database database) {
        this.database = database;
    }

    /**
     * A host that lives.
     *
     * @param name for people
     * @param address {@code ADDRESS:PORT}
     */
    public record Place(String name, String address) {}

    /** This host's address as the database sees it. */
    public String ownAddress() throws StoreException {
        return database.query(
                        "SELECT coalesce(host(inet_client_addr()), '') AS address", row -> row.getString("address"))
                .get(0);
    }

    /** Tells the others where this host answers. */
    public void answersAt(String host, String address) throws StoreException {
        database.update("UPDATE hosts SET files_at = ? WHERE id = ?", address, host);
    }

    /** The other hosts that live and answer. */
    public List<Place> others(String host) throws StoreException {
        return database.query(
                "SELECT name, files_at FROM hosts WHERE id <> ? AND files_at <> '' AND ends >= clock_timestamp() ORDER BY id",
                row -> new Place(row.getString("name"), row.getString("files_at")),
                host);
    }
}
