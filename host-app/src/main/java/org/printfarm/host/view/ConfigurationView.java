package org.printfarm.host.view;

import org.jspecify.annotations.Nullable;

/**
 * The configuration as its file has it.
 *
 * @param file its path; null for the demo farm, which has none
 * @param text all of it, YAML or JSON, with {@code •••} for each secret
 */
public record ConfigurationView(@Nullable String file, String text) {}
