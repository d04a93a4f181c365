package org.printfarm.host.registry;

import org.printfarm.api.LoginGuard;
import org.printfarm.api.PrinterMemory;
import org.printfarm.api.PrinterTls;
import org.printfarm.api.job.JobIntake;
import org.printfarm.api.job.PrinterState;

/**
 * What all services of one printer share. Made by the host once for each printer, before its first service is made.
 *
 * @param tls the printer's certificate
 * @param logins who may log in to it
 * @param intake where its uploads and print requests go
 * @param state what it is doing
 * @param memory what it remembers across restarts
 */
public record PrinterEquipment(
        PrinterTls tls, LoginGuard logins, JobIntake intake, PrinterState state, PrinterMemory memory) {}
