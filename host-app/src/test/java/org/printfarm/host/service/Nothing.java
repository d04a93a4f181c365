package org.printfarm.host.service;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.printfarm.api.service.Fault;
import org.printfarm.api.service.ServiceStatus;

/** Nulls, as a plugin may hand them over that was built without any checks. */
@NullUnmarked
final class Nothing {

    private static final Map<String, Object> EMPTY = new HashMap<>();

    private Nothing() {}

    static ServiceStatus status() {
        return (ServiceStatus) EMPTY.get("status");
    }

    static Fault fault() {
        return (Fault) EMPTY.get("fault");
    }
}
