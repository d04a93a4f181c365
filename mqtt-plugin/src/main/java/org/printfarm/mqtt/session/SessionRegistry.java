package org.printfarm.mqtt.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The sessions of one printer by client id, and what is remembered of those that come back. Confined to the printer's
 * thread.
 */
final class SessionRegistry {

    /** Clients that asked to be remembered (clean session off) and are not connected. The oldest is forgotten first. */
    static final int MAX_REMEMBERED = 64;

    private final Map<String, Session> byClientId = new HashMap<>();
    private final Map<String, Subscriptions> remembered = new LinkedHashMap<>();

    /**
     * Lets a session in.
     *
     * @param session the new one
     * @return the one that had its client id until now
     */
    Optional<Session> enter(Session session) {
        return Optional.ofNullable(byClientId.put(session.clientId(), session));
    }

    /**
     * Lets a session out, and remembers it if it asked for that.
     *
     * @param session any
     * @return false when it was not in, for instance because it was taken over
     */
    boolean leave(Session session) {
        if (!byClientId.remove(session.clientId(), session)) {
            return false;
        }
        if (!session.isClean()) {
            remember(session.clientId(), session.subscriptions());
        }
        return true;
    }

    /**
     * What is known of a client that comes back: of its session that is still open, or of the one before.
     *
     * @param clientId who
     * @param clean true when it wants to begin anew, which forgets everything
     * @return its subscriptions
     */
    Optional<Subscriptions> recall(String clientId, boolean clean) {
        Optional<Subscriptions> known = Optional.ofNullable(byClientId.get(clientId))
                .filter(session -> !session.isClean())
                .map(Session::subscriptions)
                .or(() -> Optional.ofNullable(remembered.get(clientId)));
        remembered.remove(clientId);
        return clean ? Optional.empty() : known;
    }

    Collection<Session> sessions() {
        return byClientId.values();
    }

    List<Session> clear() {
        List<Session> all = new ArrayList<>(byClientId.values());
        byClientId.clear();
        remembered.clear();
        return all;
    }

    private void remember(String clientId, Subscriptions subscriptions) {
        remembered.put(clientId, subscriptions);
        if (remembered.size() > MAX_REMEMBERED) {
            remembered.remove(remembered.keySet().iterator().next());
        }
    }
}
