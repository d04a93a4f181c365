package org.printfarm.bambu.upload;

import org.printfarm.api.settings.Secret;
import org.printfarm.bambu.trust.MachineTrust;

/**
 * Where files go.
 *
 * @param address IPv4
 * @param port of FTPS, implicit TLS
 * @param user who logs in
 * @param accessCode for the login
 * @param trust decides whether it is the right machine
 */
public record FtpsTarget(String address, int port, String user, Secret accessCode, MachineTrust trust) {}
