package org.printfarm.host.access;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A user.
 *
 * @param name what he signs in with
 * @param role what he is to the farm; no {@link Role#KIOSK}
 * @param scope what he may see and act on
 * @param password as {@link PasswordHash} keeps it
 * @param created when he was made known
 */
public record Account(String name, Role role, Scope scope, String password, Instant created) {

    /** What a name may be. */
    static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

    /** The same with another password. */
    Account withPassword(String hash) {
        return new Account(name, role, scope, hash, created);
    }

    /** The same as somebody else to the farm. */
    Account as(Role otherRole, Scope otherScope) {
        return new Account(name, otherRole, otherScope, password, created);
    }

    /** Without the hash. */
    @Override
    public String toString() {
        return "account[name=" + name + ", role=" + role + "]";
    }
}
