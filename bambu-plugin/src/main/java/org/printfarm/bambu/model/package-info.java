/** What is known of machines and their error codes without asking them. Pure. */
@NullMarked
package org.printfarm.bambu.model;

import org.jspecify.annotations.NullMarked;
