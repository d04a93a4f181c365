package org.example.hello;

import org.printfarm.api.settings.SettingsReader;

/**
 * What the operator chooses for one printer.
 *
 * @param port TCP, 1 to 65535
 * @param greeting at most {@value #MAX_GREETING} characters
 */
record HelloSettings(int port, String greeting) {

    private static final int MAX_GREETING = 100;

    static HelloSettings read(SettingsReader in) {
        String greeting = in.text("greeting").orElse("hello");
        if (greeting.length() > MAX_GREETING) {
            in.mistake("greeting", "expected at most " + MAX_GREETING + " characters");
        }
        return new HelloSettings(in.port("port", 7000), greeting);
    }
}
