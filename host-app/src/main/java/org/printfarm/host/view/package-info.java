/**
 * The documents: one record for each thing that the command line's {@code --json}, the control channel and every other face of
 * the farm shows. Their fields are a promise: what was there stays. No document holds an access code, a key or a token. Texts
 * of strangers are as they came unless a record says otherwise. Below all other packages of the host.
 */
@NullMarked
package org.printfarm.host.view;

import org.jspecify.annotations.NullMarked;
