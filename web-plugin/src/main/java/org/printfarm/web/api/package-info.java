/** What can be asked for: the routes, which {@code openapi.json} lists too, and the events. */
@NullMarked
package org.printfarm.web.api;

import org.jspecify.annotations.NullMarked;
