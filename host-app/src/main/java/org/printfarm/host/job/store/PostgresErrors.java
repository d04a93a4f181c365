package org.printfarm.host.job.store;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.printfarm.host.config.StoreUrl;
import org.printfarm.host.text.SafeText;

/** What PostgreSQL's errors mean, by the codes of its documentation's appendix A. */
final class PostgresErrors {

    /** Serialisation failure, deadlock, and a foreign key that another writer used or took away meanwhile. */
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01", "23503");

    private static final String ROLLED_BACK = "40";
    private static final String CONNECTION = "08";
    private static final String ENDED_BY_OPERATOR = "57P";
    private static final String DISK_FULL = "53100";
    private static final String READ_ONLY = "25006";

    private PostgresErrors() {}

    /** Whether nothing was written, and the next try may go through. */
    static boolean isWorthAnotherTry(SQLException e) {
        return isConflict(e) || (isConnectionLost(e) && !(e instanceof SQLNonTransientConnectionException));
    }

    /** Whether another writer was in the way. */
    static boolean isConflict(SQLException e) {
        return CONFLICTS.contains(code(e));
    }

    /** Whether a connection that was open is not any more. */
    private static boolean isConnectionLost(SQLException e) {
        return !(e instanceof SQLTransientConnectionException)
                && (code(e).startsWith(CONNECTION) || code(e).startsWith(ENDED_BY_OPERATOR));
    }

    /** What a failure to commit is: whoever lost the connection meanwhile does not know whether it was done. */
    static SQLException atCommit(SQLException e) {
        return code(e).startsWith(ROLLED_BACK)
                ? e
                : new SQLNonTransientConnectionException("nobody knows whether it was committed", code(e), e);
    }

    /** Tells which database cannot be used, and why in the server's or the driver's words. */
    static StoreException unusable(StoreUrl url, Exception e) {
        return new StoreException(
                url + " cannot be used: " + SafeText.line(String.valueOf(e.getMessage())), trouble(e), e);
    }

    /** What it is to whoever asked for something. */
    static StoreException.Trouble trouble(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String code = code(sql);
                if (code.equals(DISK_FULL)) {
                    return StoreException.Trouble.FULL;
                }
                if (cause instanceof SQLTransientConnectionException
                        || code.startsWith(CONNECTION)
                        || code.startsWith(ENDED_BY_OPERATOR)
                        || code.equals(READ_ONLY)) {
                    return StoreException.Trouble.AWAY;
                }
            }
        }
        return StoreException.Trouble.OTHER;
    }

    private static String code(SQLException e) {
        String code = e.getSQLState();
        return code == null ? "" : code;
    }
}
