package org.printfarm.host.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Calls a method of {@link Farm} by its name, with arguments as JSON: what the control channel and a service's callers do. */
final class Verbs {

    private Verbs() {}

    /** The verb of a name; empty for none. */
    static Optional<Method> of(String name) {
        return Arrays.stream(Farm.class.getMethods())
                .filter(method -> method.getName().equals(name) && !name.equals("close"))
                .findFirst();
    }

    /**
     * Calls it.
     *
     * @param farm answers
     * @param verb of {@link Farm}
     * @param arguments as many as it has
     * @return a document
     * @throws FarmException what the farm says, or {@link FarmException#BAD_REQUEST} for arguments that are none
     * @throws ReflectiveOperationException with what else it threw
     */
    static Object call(Farm farm, Method verb, List<JsonNode> arguments)
            throws FarmException, ReflectiveOperationException {
        if (verb.getParameterCount() != arguments.size()) {
            throw new FarmException(FarmException.BAD_REQUEST, "there are too few arguments, or too many", "");
        }
        try {
            return verb.invoke(farm, arguments(verb.getGenericParameterTypes(), arguments));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof FarmException told) {
                throw told;
            }
            throw e;
        }
    }

    private static Object[] arguments(Type[] types, List<JsonNode> given) throws FarmException {
        Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            try {
                arguments[i] =
                        ControlProtocol.JSON.treeToValue(given.get(i), ControlProtocol.JSON.constructType(types[i]));
            } catch (JsonProcessingException e) {
                throw new FarmException(FarmException.BAD_REQUEST, "an argument is of another kind", "");
            }
            if (arguments[i] == null) {
                throw new FarmException(FarmException.BAD_REQUEST, "an argument is missing", "");
            }
        }
        return arguments;
    }
}
