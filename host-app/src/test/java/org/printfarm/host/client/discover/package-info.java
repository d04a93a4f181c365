/** Tests of the listening side of discovery. */
package org.printfarm.host.client.discover;
