package org.printfarm.host.cluster;

import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.printfarm.host.job.store.HostStore.Peer;

/**
 * Groups of a farm that the same hosts can serve, this one among them.
 *
 * @param groups at least one
 * @param others the ids of the others that count, by whether they would take one of these groups
 */
record Candidates(List<Group> groups, Map<String, Boolean> others) {

    /** How many groups each of them has when all have as many. */
    int share() {
        int hosts = others.size() + 1;
        return (groups.size() + hosts - 1) / hosts;
    }

    /**
     * Tells apart who can serve what. What nobody reaches is everybody's, so that somebody tells why it does not work.
     *
     * @param known this host's configuration
     * @param here what it reaches of it
     * @param living the other hosts that live
     */
    static List<Candidates> of(KnownConfig known, KnownConfig here, List<Peer> living) {
        Map<String, Boolean> otherFile = new HashMap<>();
        Map<String, BitSet> sameFile = new HashMap<>();
        for (Peer peer : living) {
            if (peer.configSha256().equals(known.sha256())) {
                sameFile.put(peer.id(), bits(peer.unreached()));
            } else {
                otherFile.put(peer.id(), false);
            }
        }
        Set<Group> own = new HashSet<>(here.groups());
        Map<Map<String, Boolean>, List<Group>> parts = new LinkedHashMap<>();
        for (int i = 0; i < known.groups().size(); i++) {
            Group group = known.groups().get(i);
            Map<String, Boolean> others = new HashMap<>(otherFile);
            for (Map.Entry<String, BitSet> peer : sameFile.entrySet()) {
                if (!peer.getValue().get(i)) {
                    others.put(peer.getKey(), true);
                }
            }
            boolean isNobodys = !own.contains(group) && !others.containsValue(true);
            if (isNobodys) {
                sameFile.keySet().forEach(id -> others.put(id, false));
            }
            if (isNobodys || own.contains(group)) {
                parts.computeIfAbsent(others, key -> new ArrayList<>()).add(group);
            }
        }
        return parts.entrySet().stream()
                .map(part -> new Candidates(part.getValue(), part.getKey()))
                .toList();
    }

    /**
     * For other hosts with the same configuration, whose groups are in the same order.
     *
     * @return bits in Base64; empty when it reaches all
     */
    static String unreached(KnownConfig known, KnownConfig here) {
        Set<Group> own = new HashSet<>(here.groups());
        BitSet bits = new BitSet();
        for (int i = 0; i < known.groups().size(); i++) {
            bits.set(i, !own.contains(known.groups().get(i)));
        }
        return Base64.getEncoder().encodeToString(bits.toByteArray());
    }

    private static BitSet bits(String unreached) {
        return BitSet.valueOf(Base64.getDecoder().decode(unreached));
    }
}
