/** What runs in the load process: exchanges whose replies are checked strictly, idle peers, MQTT clients. Prints one JSON document. */
@NullMarked
package org.printfarm.bench.load;

import org.jspecify.annotations.NullMarked;
