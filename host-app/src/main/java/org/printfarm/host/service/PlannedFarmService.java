package org.printfarm.host.service;

import org.printfarm.api.farm.FarmContext;
import org.printfarm.api.farm.FarmService;
import org.printfarm.api.farm.FarmServiceFactory;

/**
 * A service of the farm itself, ready to be made.
 *
 * @param <S> the plugin's settings type
 * @param factory makes it
 * @param type the factory's type, for instance {@code web}
 * @param settings what the factory read for it
 */
public record PlannedFarmService<S>(FarmServiceFactory<S> factory, String type, S settings) {

    /** Calls the plugin: on its lane only. */
    FarmService create(FarmContext context) {
        return factory.create(context, settings);
    }

    /** The settings are left out: a plugin may keep a secret among them. */
    @Override
    public String toString() {
        return type;
    }
}
