/**
 * The farm for browsers and scripts, on Jetty's core: page, REST, events, metrics. Knows the farm through {@link
 * org.printfarm.api.farm} alone; who asks is found out anew for each request.
 *
 * <p>{@code http} is what goes for every request: who may come in at all, limits, files, answers. {@code api} is what is asked for.
 */
@NullMarked
package org.printfarm.web;

import org.jspecify.annotations.NullMarked;
