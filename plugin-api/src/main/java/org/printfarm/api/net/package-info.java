/**
 * What every plugin with a socket needs, and what would otherwise differ between them: why a port cannot be bound, what an
 * alert of TLS is called. All of it is code that the host brings along; plugins call it and implement none of it.
 */
@NullMarked
package org.printfarm.api.net;

import org.jspecify.annotations.NullMarked;
