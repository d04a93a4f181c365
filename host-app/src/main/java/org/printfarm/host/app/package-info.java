/**
 * The application: what can be done with a farm, for whoever asks. {@link org.printfarm.host.app.Farm} has the verbs; {@link
 * org.printfarm.host.app.Farms} finds the farm that runs, or its files when none does. Here the parts of a running farm are put
 * together ({@code FarmApplication}), and what they know becomes documents of {@link org.printfarm.host.view}.
 */
@NullMarked
package org.printfarm.host.app;

import org.jspecify.annotations.NullMarked;
