/** The one timer that the host and all plugins share. Knows {@link org.printfarm.api} and nothing else of the project. */
@NullMarked
package org.printfarm.host.scheduler;

import org.jspecify.annotations.NullMarked;
