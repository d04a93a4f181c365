/** Tests of message. */
package org.printfarm.ssdp.message;
