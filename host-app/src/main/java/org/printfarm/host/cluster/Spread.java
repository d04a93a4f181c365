package org.printfarm.host.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.printfarm.host.job.store.HostStore.Owner;

/**
 * How the groups of a farm are spread over its hosts, as one of them sees it at one moment. A function of what is known.
 *
 * @param mine groups that this host has as a whole
 * @param free groups, or what is missing of them, that this host may take now
 * @param stray what it has, and should not
 * @param surplus groups, one of which it should give away as soon as it is idle
 */
record Spread(List<Group> mine, List<Group> free, Set<String> stray, List<Group> surplus) {

    /**
     * What is known.
     *
     * @param candidates the groups of this host's configuration that it can serve
     * @param owners by name
     * @param self this host's id
     * @param isSettled whether hosts whose leases have ended can be told from hosts that were cut off as this one was
     */
    record Known(List<Candidates> candidates, Map<String, Owner> owners, String self, boolean isSettled) {

        /** Who has something; empty for nobody. */
        Optional<String> owner(String name) {
            Owner owner = owners.get(name);
            return owner == null
                            || !owner.isHeld()
                            || (isSettled && !owner.lives() && !owner.host().equals(self))
                    ? Optional.empty()
                    : Optional.of(owner.host());
        }

        private boolean isMine(String name) {
            return owner(name).filter(self::equals).isPresent();
        }
    }

    /**
     * Decides.
     *
     * @param waited the ids of groups that nobody took when all could
     * @param leaving the ids of groups that this host is giving away
     */
    static Spread of(Known known, Set<String> waited, Set<String> leaving) {
        List<Group> mine = new ArrayList<>();
        List<Group> free = new ArrayList<>();
        Set<String> stray = new HashSet<>();
        List<Group> surplus = new ArrayList<>();
        Set<String> all = new HashSet<>();
        for (Candidates candidates : known.candidates()) {
            Spread part = of(known, candidates, waited, leaving);
            mine.addAll(part.mine());
            free.addAll(part.free());
            stray.addAll(part.stray());
            surplus.addAll(part.surplus());
            candidates.groups().forEach(group -> all.addAll(group.what()));
        }
        known.owners().keySet().stream()
                .filter(name -> known.isMine(name) && !all.contains(name))
                .forEach(stray::add);
        return new Spread(mine, free, stray, surplus);
    }

    private static Spread of(Known known, Candidates candidates, Set<String> waited, Set<String> leaving) {
        List<Group> mine = new ArrayList<>();
        List<Group> parts = new ArrayList<>();
        List<Group> free = new ArrayList<>();
        Set<String> stray = new HashSet<>();
        Map<String, Integer> counts = new HashMap<>();
        for (Group group : candidates.groups()) {
            Set<String> owners = new HashSet<>();
            group.what().forEach(name -> owners.add(known.owner(name).orElse("")));
            boolean isMine = owners.remove(known.self());
            boolean isFree = owners.remove("");
            owners.forEach(owner -> counts.merge(owner, 1, Integer::sum));
            if (owners.isEmpty() && isMine) {
                (isFree ? parts : mine).add(group);
            } else if (owners.isEmpty()) {
                free.add(group);
            } else if (isMine && !known.isMine(group.id())) {
                group.what().stream().filter(known::isMine).forEach(stray::add);
            }
        }
        parts.removeIf(group -> leaving.contains(group.id()));
        int has = mine.size() + parts.size();
        List<Group> take = new ArrayList<>(parts);
        take.addAll(taken(known, candidates, free, has, waited));
        return new Spread(mine, take, stray, surplus(candidates, mine, counts, leaving));
    }

    /** Its share at once, each host from another place on; what is left when the others had their turn too. */
    private static List<Group> taken(
            Known known, Candidates candidates, List<Group> free, int has, Set<String> waited) {
        int share = candidates.share();
        long before = candidates.others().keySet().stream()
                .filter(id -> id.compareTo(known.self()) < 0)
                .count();
        List<Group> taken = new ArrayList<>();
        for (int i = 0; i < free.size(); i++) {
            Group group = free.get((int) ((i + before * share) % free.size()));
            if (has + taken.size() < share || waited.contains(group.id())) {
                taken.add(group);
            }
        }
        return taken;
    }

    private static List<Group> surplus(
            Candidates candidates, List<Group> mine, Map<String, Integer> counts, Set<String> leaving) {
        int share = candidates.share();
        boolean isWanted = candidates.others().entrySet().stream()
                .anyMatch(other -> other.getValue() && counts.getOrDefault(other.getKey(), 0) < share);
        return isWanted && leaving.isEmpty() && mine.size() > share ? mine : List.of();
    }
}
