/**
 * Who may what: roles and their rights, users, API keys and sessions, and the trail of who did what. Knows nothing of HTTP and
 * of the farm's verbs: {@link org.printfarm.host.access.Needs} says at each verb what it takes.
 */
@NullMarked
package org.printfarm.host.access;

import org.jspecify.annotations.NullMarked;
