package org.printfarm.host.app;

import java.util.List;
import org.printfarm.host.view.AuditView;
import org.printfarm.host.view.BackupView;
import org.printfarm.host.view.ConfigurationView;
import org.printfarm.host.view.HostView;
import org.printfarm.host.view.KeyView;
import org.printfarm.host.view.LinkView;
import org.printfarm.host.view.NewPassword;
import org.printfarm.host.view.PluginView;
import org.printfarm.host.view.ReloadView;
import org.printfarm.host.view.UserView;

/** A farm to whoever has a part of it: every verb that concerns the whole of it is refused. */
abstract class PartialFarm implements Farm {

    @Override
    public final LinkView signInLink() throws FarmException {
        throw whole();
    }

    @Override
    public final String copyRecord() throws FarmException {
        throw whole();
    }

    @Override
    public final BackupView.Restored restore(String file) throws FarmException {
        throw whole();
    }

    @Override
    public final ConfigurationView configuration() throws FarmException {
        throw whole();
    }

    @Override
    public final List<HostView> hosts() throws FarmException {
        throw whole();
    }

    @Override
    public final List<PluginView> plugins() throws FarmException {
        throw whole();
    }

    @Override
    public final ReloadView reload(boolean checkOnly) throws FarmException {
        throw whole();
    }

    @Override
    public final List<UserView> users() throws FarmException {
        throw whole();
    }

    @Override
    public final UserView addUser(String name, String role, List<String> scope, NewPassword password)
            throws FarmException {
        throw whole();
    }

    @Override
    public final UserView changeUser(String name, String role, List<String> scope) throws FarmException {
        throw whole();
    }

    @Override
    public final UserView changePassword(String name, NewPassword password) throws FarmException {
        throw whole();
    }

    @Override
    public final UserView.Removed removeUser(String name) throws FarmException {
        throw whole();
    }

    @Override
    public final List<KeyView> keys() throws FarmException {
        throw whole();
    }

    @Override
    public final KeyView.Made makeKey(String name, String role, List<String> scope, String expires)
            throws FarmException {
        throw whole();
    }

    @Override
    public final UserView.Removed revokeKey(String id) throws FarmException {
        throw whole();
    }

    @Override
    public final List<AuditView> audit(AuditView.Query query) throws FarmException {
        throw whole();
    }

    private static FarmException whole() {
        return new FarmException(FarmException.FORBIDDEN, "that concerns the whole farm", "ask an admin of the farm");
    }
}
