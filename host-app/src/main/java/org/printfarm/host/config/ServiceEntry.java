package org.printfarm.host.config;

import org.printfarm.api.settings.SettingsReader;

/** One service of one printer, as the file has it. Its settings are not understood here: the factory reads them. */
public interface ServiceEntry {

    /** The factory's type, for instance {@code bind}. */
    String type();

    /** Whether the service is switched on. */
    boolean isOn();

    /** Where it stands in the file, for messages about the service as a whole. */
    Problem problem(String message);

    /** A reader over the settings, which reports into {@code problems}. Each call starts anew. */
    TrackedSettings settings(Problems problems);

    /** A reader that knows which keys were asked for. */
    interface TrackedSettings extends SettingsReader {

        /** To be called when the factory has read: reports every key that it did not ask for, with a suggestion. */
        void reportUnknownKeys();
    }
}
