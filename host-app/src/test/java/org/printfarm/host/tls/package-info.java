/** Tests of certificates and TLS: the CA's life on the disk, and what clients see of it over both engines. */
@NullMarked
package org.printfarm.host.tls;

import org.jspecify.annotations.NullMarked;
