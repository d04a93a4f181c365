/** The service before a farm that notes what it is asked. */
@NullMarked
package org.printfarm.web;

import org.jspecify.annotations.NullMarked;
