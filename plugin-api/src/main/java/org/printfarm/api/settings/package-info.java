/**
 * How an extension reads its part of the configuration, whoever it serves. Every mistake is told with its place in the
 * file; no value that is a secret can be printed.
 */
@NullMarked
package org.printfarm.api.settings;

import org.jspecify.annotations.NullMarked;
