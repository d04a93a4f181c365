/**
 * Several hosts, one farm: what a host owns of it. So far that is the farm as a whole: one host at a time works with a record in
 * PostgreSQL, and whoever lost it is refused by the database, whatever it believes.
 */
@NullMarked
package org.printfarm.host.cluster;

import org.jspecify.annotations.NullMarked;
