package org.printfarm.host.service;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.printfarm.api.service.PortClaim;

/**
 * Finds claims that cannot be held at once. Only claims to ports of one address are compared with each other, and of equal
 * claims only the first, so that thousands of printers cost about as many steps as they have claims. One thread.
 */
final class PortConflicts {

    /**
     * A claim that came too late.
     *
     * @param earlier the place in the list of the first claim that it clashes with
     * @param later the place in the list of the claim itself
     */
    record Clash(int earlier, int later) {}

    /** Equal claims: the place of the first of them, and of the first claim of all that they clash with. */
    private static final class Group {
        private final PortClaim claim;
        private final int first;
        private int firstClash = Integer.MAX_VALUE;

        Group(PortClaim claim, int first) {
            this.claim = claim;
            this.first = first;
            if (claim.clashesWith(claim)) {
                firstClash = first;
            }
        }

        void meet(Group other) {
            if (claim.clashesWith(other.claim)) {
                firstClash = Math.min(firstClash, other.first);
                other.firstClash = Math.min(other.firstClash, first);
            }
        }
    }

    private PortConflicts() {}

    /**
     * Compares all with all.
     *
     * @param claims in the order of the file
     * @return one clash for each claim that clashes with one before it, in the order of the later ones
     */
    static List<Clash> clashes(List<PortClaim> claims) {
        Map<PortClaim, Group> groups = new LinkedHashMap<>();
        for (int i = 0; i < claims.size(); i++) {
            int place = i;
            groups.computeIfAbsent(claims.get(i), claim -> new Group(claim, place));
        }
        bySocket(groups.values()).forEach(PortConflicts::sweep);
        List<Clash> clashes = new ArrayList<>();
        for (int i = 0; i < claims.size(); i++) {
            Group group = groups.get(claims.get(i));
            if (group != null && group.firstClash < i) {
                clashes.add(new Clash(group.firstClash, i));
            }
        }
        return clashes;
    }

    /** Those of one transport and one address together. */
    private static Collection<List<Group>> bySocket(Collection<Group> groups) {
        Map<List<Object>, List<Group>> bySocket = new HashMap<>();
        for (Group group : groups) {
            List<Object> socket = List.of(group.claim.transport(), group.claim.address());
            bySocket.computeIfAbsent(socket, first -> new ArrayList<>()).add(group);
        }
        return bySocket.values();
    }

    /** From low ports to high ones: each range meets those that have begun and not ended. */
    private static void sweep(List<Group> groups) {
        groups.sort(Comparator.comparingInt(group -> group.claim.firstPort()));
        List<Group> open = new ArrayList<>();
        for (Group group : groups) {
            open.removeIf(ended -> ended.claim.lastPort() < group.claim.firstPort());
            open.forEach(group::meet);
            open.add(group);
        }
    }
}
