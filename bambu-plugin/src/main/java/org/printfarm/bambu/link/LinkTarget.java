package org.printfarm.bambu.link;

import org.printfarm.api.settings.Secret;

/**
 * Where a machine is and how it is spoken to.
 *
 * @param machineId its id in the configuration, for log lines
 * @param address IPv4
 * @param port of MQTT over TLS
 * @param serial 15 upper case letters and digits; in the names of its topics
 * @param user who logs in
 * @param accessCode for the login
 */
public record LinkTarget(String machineId, String address, int port, String serial, String user, Secret accessCode) {

    String reportTopic() {
        return "device/" + serial + "/report";
    }

    String requestTopic() {
        return "device/" + serial + "/request";
    }
}
