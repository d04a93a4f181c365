/**
 * The farm's inbox: uploads and print requests → stored jobs.
 *
 * <p>An upload streams into a temporary file and is hashed on the way; its commit checks it, syncs it, moves it into place by
 * its hash and records it, in this order. Only then is it acknowledged: whatever an instant the process or the machine ends
 * at, every acknowledged file is there and whole, and no other is listed.
 *
 * <pre>
 * data/inbox/tmp/          what is on its way in; swept when the farm starts
 * data/inbox/files/ab/…    what is stored, by SHA-256
 * data/inbox/jobs.db       the record of it: SQLite, write-ahead log, synced at every commit
 * </pre>
 */
@NullMarked
package org.printfarm.host.job;

import org.jspecify.annotations.NullMarked;
