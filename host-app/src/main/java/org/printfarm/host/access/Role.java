package org.printfarm.host.access;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What somebody is to the farm. The larger ones may everything that the smaller ones may. */
public enum Role {
    /** A screen on the wall; for keys alone. */
    KIOSK(EnumSet.of(Right.WALL)),
    /** Looks. */
    VIEWER(EnumSet.of(Right.WALL, Right.SEE)),
    /** Sends jobs. */
    SUBMITTER(EnumSet.of(Right.WALL, Right.SEE, Right.SUBMIT)),
    /** Runs the machines. */
    OPERATOR(EnumSet.of(Right.WALL, Right.SEE, Right.SUBMIT, Right.FETCH, Right.OPERATE)),
    /** Runs the farm. */
    ADMIN(EnumSet.allOf(Right.class));

    private final Set<Right> rights;

    Role(Set<Right> rights) {
        this.rights = rights;
    }

    /** Whether it has a right. */
    public boolean may(Right right) {
        return rights.contains(right);
    }

    /** As it is written: lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of a word; empty for another. */
    public static Optional<Role> of(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }

    /** All words, the smallest role first. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Role::word).toList();
    }
}
