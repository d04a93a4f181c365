package org.printfarm.host.config;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The dotted path of a key, for instance {@code printers.bay-1.model}, put together only when a message needs it.
 *
 * @param parent the path it continues; null for the root
 * @param name this step, fit to be printed
 */
record KeyPath(@Nullable KeyPath parent, String name) {

    static final KeyPath ROOT = new KeyPath(null, "");

    /** Whose keys are ids. */
    private static final Set<String> NAMED = Set.of("printers", "machines");

    /** Under an access code no other names are kept than those that it can have: in <code>access-code: {12345678}</code> the code is a key. */
    KeyPath child(String key) {
        if (name.equals(AccessCodes.KEY)) {
            return AccessCodes.KEYS.contains(key) ? new KeyPath(this, key) : unnamed();
        }
        return new KeyPath(this, holdsIds() ? Printable.id(key) : Printable.key(key));
    }

    /** A key that must not be printed. */
    KeyPath unnamed() {
        return new KeyPath(this, Printable.HIDDEN);
    }

    private boolean holdsIds() {
        return NAMED.contains(name) && parent != null && parent.parent == null;
    }

    KeyPath item(int index) {
        return new KeyPath(parent, name + "[" + index + "]");
    }

    @Override
    public String toString() {
        return parent == null || parent.name.isEmpty() ? name : parent + "." + name;
    }
}
