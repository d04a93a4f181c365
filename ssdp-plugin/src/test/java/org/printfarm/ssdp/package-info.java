/** Tests of the whole plugin, with real sockets where the name ends in IT. */
package org.printfarm.ssdp;
