package org.printfarm.api.farm;

import org.printfarm.api.Extension;

/**
 * The extension point for what serves the whole farm; its {@link #type} is the key under {@code farm.services} in the
 * configuration, for instance {@code web}.
 *
 * @param <S> the settings: an immutable record of the plugin's own
 * @since 1.0
 */
public interface FarmServiceFactory<S> extends Extension<S> {

    /**
     * Whether it runs where the configuration does not speak of it. The same at every call.
     *
     * @return false unless the plugin says otherwise
     */
    default boolean isOnByDefault() {
        return false;
    }

    /**
     * Makes the service. Opens nothing yet.
     *
     * @param context what the host gives it
     * @param settings what {@link #readSettings} returned
     * @return called once in the life of a farm, and again after the service was closed because its settings changed
     */
    FarmService create(FarmContext context, S settings);
}
