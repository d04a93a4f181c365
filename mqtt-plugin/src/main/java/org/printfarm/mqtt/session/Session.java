package org.printfarm.mqtt.session;

import java.util.Collection;
import java.util.Map;
import org.printfarm.api.settings.Secret;

/** One logged-in client of one printer. Confined to the printer's thread. */
public final class Session {

    private final Client client;
    private final String clientId;
    private final boolean clean;
    private final Secret code;
    private final Subscriptions subscriptions;

    /** Where reports go; worked out anew when a subscription or the used serial changes. */
    private Map<String, Integer> statusTopics;

    Session(Client client, String clientId, boolean clean, Secret code, Subscriptions subscriptions) {
        this.client = client;
        this.clientId = clientId;
        this.clean = clean;
        this.code = code;
        this.subscriptions = subscriptions;
        this.statusTopics = subscriptions.statusTopics();
    }

    Client client() {
        return client;
    }

    String clientId() {
        return clientId;
    }

    boolean isClean() {
        return clean;
    }

    Secret code() {
        return code;
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    Map<String, Integer> statusTopics() {
        return statusTopics;
    }

    /** Whether it is to be sent the status. */
    boolean isWatching() {
        return !statusTopics.isEmpty();
    }

    /**
     * The client subscribes.
     *
     * @param filter what
     * @param qos 0 to 2
     * @return the return code of SUBACK
     */
    public int subscribe(String filter, int qos) {
        int granted = subscriptions.add(filter, qos);
        statusTopics = subscriptions.statusTopics();
        return granted;
    }

    /**
     * The client unsubscribes.
     *
     * @param filters what
     */
    public void unsubscribe(Collection<String> filters) {
        filters.forEach(subscriptions::remove);
        statusTopics = subscriptions.statusTopics();
    }

    void uses(String serial) {
        subscriptions.uses(serial);
        statusTopics = subscriptions.statusTopics();
    }

    void answer(String serial, byte[] payload) {
        subscriptions.answerTopics(serial).forEach((topic, qos) -> client.sendAnswer(topic, qos, payload));
    }
}
