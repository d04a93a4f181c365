package org.printfarm.api;

/**
 * The version of this API, by which host and plugin find out whether they fit.
 *
 * <p>A plugin writes a semantic-version range into {@code plugin.requires} of its {@code plugin.properties}, for instance
 * {@code >=1.0.0 & <2.0.0}; the host refuses, by name and reason, a plugin whose range does not hold {@link #CURRENT}.
 *
 * @since 1.0
 */
public final class ApiVersion {

    /** Major, minor, patch. The major part grows when a plugin must be changed, the minor part when it may do more. */
    public static final String CURRENT = "1.0.0";

    private ApiVersion() {}
}
