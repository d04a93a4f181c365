package org.printfarm.host.view;

import java.util.List;

/**
 * A user.
 *
 * @param name what he signs in with
 * @param role admin, operator, submitter or viewer
 * @param scope ids of printers, and of pools with {@code pool:} before them; empty for the whole farm
 * @param created ISO 8601
 */
public record UserView(String name, String role, List<String> scope, String created) {

    /**
     * A user or a key that is not any more.
     *
     * @param id the user's name or the key's id
     * @param removed true
     */
    public record Removed(String id, boolean removed) {}
}
