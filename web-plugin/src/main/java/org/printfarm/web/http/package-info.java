/** What goes for every request: sockets, limits, who asks, whether his browser was led here, and how answers look. */
@NullMarked
package org.printfarm.web.http;

import org.jspecify.annotations.NullMarked;
