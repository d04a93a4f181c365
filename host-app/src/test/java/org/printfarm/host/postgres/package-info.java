/** PostgreSQL as it is installed, for the tests that need a server. */
@NullMarked
package org.printfarm.host.postgres;

import org.jspecify.annotations.NullMarked;
