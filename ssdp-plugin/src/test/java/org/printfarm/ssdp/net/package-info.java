/** Tests of net. */
package org.printfarm.ssdp.net;
