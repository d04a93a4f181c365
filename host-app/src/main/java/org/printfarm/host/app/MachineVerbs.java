package org.printfarm.host.app;

import java.util.Optional;
import org.printfarm.api.driver.MachineCommand;
import org.printfarm.host.dispatch.DispatchException;
import org.printfarm.host.dispatch.Dispatcher;

/** What people do with machines of a running farm. */
final class MachineVerbs {

    private MachineVerbs() {}

    /** Does one of them, by its word. */
    static void act(Dispatcher dispatcher, String id, String action, String because) throws DispatchException {
        switch (action) {
            case "clear" -> dispatcher.clear(id);
            case "pause" -> dispatcher.pause(id, Optional.of(because));
            case "resume" -> dispatcher.pause(id, Optional.empty());
            case "pause-print" -> dispatcher.control(id, MachineCommand.PAUSE);
            case "resume-print" -> dispatcher.control(id, MachineCommand.RESUME);
            case "stop-print" -> dispatcher.control(id, MachineCommand.STOP);
            case "arm" -> dispatcher.arm(id);
            default ->
                throw new DispatchException("machines are cleared, paused, resumed or armed, and their prints too");
        }
    }
}
