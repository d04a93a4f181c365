/**
 * What goes over a machine's topics: reports into statuses, orders into commands. Functions over JSON; the only package that
 * imports Jackson. Source of all names: the project's protocol notes, sections 7 to 9.
 */
@NullMarked
package org.printfarm.bambu.message;

import org.jspecify.annotations.NullMarked;
