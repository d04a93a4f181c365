package org.printfarm.api.farm;

import org.printfarm.api.service.Service;

/**
 * Something that serves the whole farm. Implemented by the plugin; later statuses go to {@link FarmContext#report}. Started when
 * the services of the printers have reported, closed before them.
 *
 * @since 1.0
 */
public interface FarmService extends Service {}
