/** Tests of settings. */
package org.printfarm.ssdp.settings;
