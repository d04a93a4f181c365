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
     * @param groups of this host's configuration
     * @param owners by name
     * @param self this host's id
     * @param others the ids of the other hosts that live, by whether they have the same configuration
     * @param isSettled whether hosts whose leases have ended can be told from hosts that were cut off as this one was
     */
    record Known(
            List<Group> groups,
            Map<String, Owner> owners,
            String self,
            Map<String, Boolean> others,
            boolean isSettled) {

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

        private int share() {
            int hosts = others.size() + 1;
            return (groups.size() + hosts - 1) / hosts;
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
        List<Group> parts = new ArrayList<>();
        List<Group> free = new ArrayList<>();
        Set<String> stray = new HashSet<>();
        Map<String, Integer> counts = new HashMap<>();
        Set<String> all = new HashSet<>();
        for (Group group : known.groups()) {
            all.addAll(group.what());
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
        known.owners().keySet().stream()
                .filter(name -> known.isMine(name) && !all.contains(name))
                .forEach(stray::add);
        parts.removeIf(group -> leaving.contains(group.id()));
        int has = mine.size() + parts.size();
        List<Group> take = new ArrayList<>(parts);
        take.addAll(taken(known, free, has, waited));
        return new Spread(mine, take, stray, surplus(known, mine, counts, leaving));
    }

    /** Its share at once, each host from another place on; what is left when the others had their turn too. */
    private static List<Group> taken(Known known, List<Group> free, int has, Set<String> waited) {
        long before = known.others().keySet().stream()
                .filter(id -> id.compareTo(known.self()) < 0)
                .count();
        List<Group> taken = new ArrayList<>();
        for (int i = 0; i < free.size(); i++) {
            Group group = free.get((int) ((i + before * known.share()) % free.size()));
            if (has + taken.size() < known.share() || waited.contains(group.id())) {
                taken.add(group);
            }
        }
        return taken;
    }

    private static List<Group> surplus(
            Known known, List<Group> mine, Map<String, Integer> counts, Set<String> leaving) {
        boolean isWanted = known.others().entrySet().stream()
                .anyMatch(other -> other.getValue() && counts.getOrDefault(other.getKey(), 0) < known.share());
        return isWanted && leaving.isEmpty() && mine.size() > known.share() ? mine : List.of();
    }
}
