package org.printfarm.host.app;

import java.util.List;
import org.printfarm.host.access.Needs;
import org.printfarm.host.access.Right;
import org.printfarm.host.view.AuditView;
import org.printfarm.host.view.KeyView;
import org.printfarm.host.view.NewPassword;
import org.printfarm.host.view.UserView;

/** The verbs of a {@link Farm} about who may do what there, and who did. */
public interface FarmAccounts {

    /** The users, by name. */
    @Needs(Right.ADMINISTER)
    List<UserView> users() throws FarmException;

    /**
     * Adds a user.
     *
     * @param role admin, operator, submitter or viewer
     * @param scope ids of printers, and of pools with {@code pool:} before them; empty for the whole farm
     */
    @Needs(value = Right.ADMINISTER, changes = true)
    UserView addUser(String name, String role, List<String> scope, NewPassword password) throws FarmException;

    /** Makes a user something else to the farm, see {@link #addUser}; his sessions end. */
    @Needs(value = Right.ADMINISTER, changes = true)
    UserView changeUser(String name, String role, List<String> scope) throws FarmException;

    /** Gives a user another password; his sessions end. */
    @Needs(value = Right.ADMINISTER, changes = true)
    UserView changePassword(String name, NewPassword password) throws FarmException;

    /** Removes a user; his sessions end. */
    @Needs(value = Right.ADMINISTER, changes = true)
    UserView.Removed removeUser(String name) throws FarmException;

    /** The API keys, the oldest first. */
    @Needs(Right.ADMINISTER)
    List<KeyView> keys() throws FarmException;

    /**
     * Makes an API key.
     *
     * @param name what it is for
     * @param role kiosk, viewer, submitter, operator or admin
     * @param scope ids of printers, and of pools with {@code pool:} before them; empty for the whole farm
     * @param expires ISO 8601; empty for never
     */
    @Needs(value = Right.ADMINISTER, changes = true)
    KeyView.Made makeKey(String name, String role, List<String> scope, String expires) throws FarmException;

    /** Takes a key back at once. */
    @Needs(value = Right.ADMINISTER, changes = true)
    UserView.Removed revokeKey(String id) throws FarmException;

    /** A page of who did what, the oldest first. */
    @Needs(Right.ADMINISTER)
    List<AuditView> audit(AuditView.Query query) throws FarmException;
}
