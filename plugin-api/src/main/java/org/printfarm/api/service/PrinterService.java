package org.printfarm.api.service;

/**
 * One protocol for one printer. Implemented by the plugin; later statuses go to {@link PrinterContext#report}.
 *
 * @since 1.0
 */
public interface PrinterService extends Service {}
