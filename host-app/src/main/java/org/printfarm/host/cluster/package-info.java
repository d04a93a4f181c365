/**
 * Several hosts, one farm: which of its printers, machines and pools a host has, by leases in PostgreSQL. Whoever lost one is refused by
 * the database, whatever it believes, and has stopped before by its own clock.
 */
@NullMarked
package org.printfarm.host.cluster;

import org.jspecify.annotations.NullMarked;
