package org.printfarm.host.service;

import org.printfarm.api.job.JobIntake;
import org.printfarm.api.job.PrinterState;
import org.printfarm.api.service.Authenticator;
import org.printfarm.api.service.PrinterMemory;
import org.printfarm.api.service.PrinterTls;

/**
 * What all services of one printer share. Made by the host once for each printer, before its first service is made.
 *
 * @param tls the printer's certificate
 * @param logins who may log in to it
 * @param intake where its uploads and print requests go
 * @param state what it is doing
 * @param memory what it remembers across restarts
 */
public record ContextParts(
        PrinterTls tls, Authenticator logins, JobIntake intake, PrinterState state, PrinterMemory memory) {}
