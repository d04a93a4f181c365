/** Who may log in: counts wrong codes for each printer and peer, and wrong passwords for each peer. Knows {@link org.printfarm.api} and nothing else. */
@NullMarked
package org.printfarm.host.auth;

import org.jspecify.annotations.NullMarked;
