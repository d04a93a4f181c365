/** Tests of the plugin as a whole: over real sockets, with clients of its own and of others. */
@NullMarked
package org.printfarm.mqtt;

import org.jspecify.annotations.NullMarked;
