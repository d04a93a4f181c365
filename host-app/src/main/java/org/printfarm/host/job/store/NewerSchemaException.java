package org.printfarm.host.job.store;

import java.sql.SQLException;

/** The tables were changed by a version of the farm that this one does not know. */
final class NewerSchemaException extends SQLException {

    private static final long serialVersionUID = 1L;

    NewerSchemaException(String version) {
        super("the tables have version " + version);
    }
}
