/**
 * One client's conversation: which command is allowed when, in which order things happen, and what is answered. Knows no
 * socket of the control connection; replies go to a {@link org.printfarm.ftp.session.ControlWire}.
 */
@NullMarked
package org.printfarm.ftp.session;

import org.jspecify.annotations.NullMarked;
