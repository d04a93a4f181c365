package org.printfarm.host.access;

/**
 * Who asks for something.
 *
 * @param name of a user, or of a key; for people
 * @param way how the farm knows that
 * @param role what he is to the farm
 * @param scope what he may see and act on; the whole farm for an admin
 */
public record Caller(String name, Way way, Role role, Scope scope) {

    /** Who owns the data folder: he could write into it as he likes. */
    public static final Caller OWNER = new Caller("owner", Way.DATA_FOLDER, Role.ADMIN, Scope.WHOLE);

    /** By what a job tells who sent it: the name of a user, or {@code key} and the name of a key. No user has a space in his name. */
    public String sender() {
        return way == Way.KEY ? "key " + name : name;
    }

    /** How the farm knows who asks. */
    public enum Way {
        /** He can read the data folder. */
        DATA_FOLDER,
        /** A session, begun with a password or with a link of the owner's. */
        SESSION,
        /** An API key. */
        KEY,
        /** The farm itself. */
        FARM
    }
}
