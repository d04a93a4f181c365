/** Tests of pace. */
package org.printfarm.ssdp.schedule;
