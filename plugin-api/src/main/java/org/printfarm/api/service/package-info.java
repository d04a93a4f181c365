/**
 * A protocol of a virtual printer: the factory that a plugin gives, the service it makes for each printer, and what the
 * host hands to it.
 */
@NullMarked
package org.printfarm.api.service;

import org.jspecify.annotations.NullMarked;
