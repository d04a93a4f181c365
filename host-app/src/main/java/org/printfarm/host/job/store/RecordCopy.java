package org.printfarm.host.job.store;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings a farm's record from one database to another of any kind. What is there already is compared and not written again, so that
 * a copy that broke off is gone on with; in the end every row is read again from both. Nobody writes to either meanwhile.
 */
public final class RecordCopy {

    /** What is done with rows that are missing. */
    private enum Pass {
        COMPARE,
        ADD,
        CHECK
    }

    private final Database from;
    private final Database to;

    private RecordCopy(Database from, Database to) {
        this.from = from;
        this.to = to;
    }

    /**
     * What was done.
     *
     * @param rows that both have now
     * @param added of them
     */
    public record Copied(long rows, long added) {}

    /**
     * Copies.
     *
     * @param from whose record it is
     * @param to where it is to be; its database must be there, or is made when it is a file
     * @param progress gets each table's name and its rows, as it is done
     * @return how many
     * @throws IOException when one of them cannot be used, or the other has rows that the first has not, or other ones
     */
    public static Copied run(InboxFolder from, InboxFolder to, BiConsumer<String, Long> progress) throws IOException {
        try (Database source = Database.open(from);
                Database target = Database.open(to)) {
            RecordCopy copy = new RecordCopy(source, target);
            for (RecordTable table : RecordTable.ALL) {
                Copied unused = copy.pass(table, Pass.COMPARE);
            }
            long added = 0;
            for (RecordTable table : RecordTable.ALL) {
                added += copy.pass(table, Pass.ADD).added();
            }
            copy.numbers();
            long rows = 0;
            for (RecordTable table : RecordTable.ALL) {
                long checked = copy.pass(table, Pass.CHECK).rows();
                progress.accept(table.name(), checked);
                rows += checked;
            }
            return new Copied(rows, added);
        }
    }

    /** One table, page by page. */
    private Copied pass(RecordTable table, Pass pass) throws IOException {
        long rows = 0;
        long added = 0;
        List<@Nullable Object> last = List.of();
        while (true) {
            List<@Nullable Object> after = last;
            List<RecordTable.Row> page = from.read(connection -> table.page(connection, after));
            if (page.isEmpty()) {
                break;
            }
            List<@Nullable Object> end = page.get(page.size() - 1).key();
            List<RecordTable.Row> missing =
                    missing(table, page, to.read(connection -> table.range(connection, after, end)));
            if (pass == Pass.CHECK && !missing.isEmpty()) {
                throw new IOException("rows of the table " + table.name() + " are not there after they were written");
            }
            if (pass == Pass.ADD && !missing.isEmpty()) {
                to.write(connection -> {
                    table.add(connection, missing, "");
                    return true;
                });
            }
            rows += page.size();
            added += missing.size();
            last = end;
        }
        List<@Nullable Object> end = last;
        if (!to.read(connection -> table.page(connection, end)).isEmpty()) {
            throw strange(table);
        }
        return new Copied(rows, added);
    }

    private static List<RecordTable.Row> missing(
            RecordTable table, List<RecordTable.Row> page, List<RecordTable.Row> there) throws IOException {
        Map<List<@Nullable Object>, RecordTable.Row> found = new HashMap<>();
        there.forEach(row -> found.put(row.key(), row));
        List<RecordTable.Row> missing =
                page.stream().filter(row -> !found.containsKey(row.key())).toList();
        for (RecordTable.Row row : page) {
            RecordTable.Row other = found.remove(row.key());
            if (other != null && !other.equals(row)) {
                throw strange(table);
            }
        }
        if (!found.isEmpty()) {
            throw strange(table);
        }
        return missing;
    }

    /** Rows that the other record has not may be a farm's that works with them. */
    private static IOException strange(RecordTable table) {
        return new IOException(
                "the table " + table.name()
                        + " has rows there that are not this farm's: copy to an empty database, or to one that a copy of it broke off in");
    }

    /** New rows get numbers that no row ever had, and machines see none that they saw before. */
    private void numbers() throws IOException {
        for (RecordTable table : RecordTable.ALL) {
            if (table.isNumbered()) {
                long last = from.read(table::lastNumber);
                to.write(connection -> {
                    table.numberFrom(connection, last);
                    return true;
                });
            }
        }
        long task = from.read(SqlTaskNumbers::last);
        to.write(connection -> SqlTaskNumbers.goOnFrom(connection, task));
    }
}
