package org.printfarm.host.app;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.printfarm.host.access.Caller;
import org.printfarm.host.access.Needs;
import org.printfarm.host.access.Right;
import org.printfarm.host.access.Scope;
import org.printfarm.host.access.Trail;
import org.printfarm.host.text.SafeText;

/**
 * A farm as one caller has it: each verb takes the right that {@link Needs} says, documents hold his part of the farm alone, and
 * the trail tells what he changed or was refused. Whoever serves callers hands out this and never the farm behind it.
 */
final class CallerFarm implements InvocationHandler {

    /** Characters of what a verb is about, in the trail. */
    private static final int TARGET_LENGTH = 200;

    private final Farm farm;
    private final Caller caller;
    private final Trail trail;

    private CallerFarm(Farm farm, Caller caller, Trail trail) {
        this.farm = farm;
        this.caller = caller;
        this.trail = trail;
    }

    /**
     * The farm for a caller.
     *
     * @param farm answers; {@code close} goes to it
     * @param caller who asks
     * @param reach what a scope holds now
     * @param trail gets what is changed and what is refused
     */
    static Farm of(Farm farm, Caller caller, Function<Scope, Reach> reach, Trail trail) {
        Farm part = caller.scope().isWhole() ? farm : new ScopedFarm(farm, () -> reach.apply(caller.scope()));
        return (Farm) Proxy.newProxyInstance(
                CallerFarm.class.getClassLoader(), new Class<?>[] {Farm.class}, new CallerFarm(part, caller, trail));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method verb, Object @Nullable [] arguments) throws Throwable {
        if (verb.getDeclaringClass() == Object.class) {
            throw new UnsupportedOperationException(verb.getName());
        }
        if (verb.getName().equals("close")) {
            farm.close();
            return null;
        }
        Needs needs = verb.getAnnotation(Needs.class);
        if (needs == null || !isAllowed(needs, arguments)) {
            trail.note(caller, verb.getName(), target(arguments), FarmException.FORBIDDEN);
            throw forbidden(caller);
        }
        if (!needs.changes()) {
            return call(verb, arguments);
        }
        String outcome = FarmException.INTERNAL;
        try {
            Object result = call(verb, arguments);
            outcome = Trail.DONE;
            return result;
        } catch (FarmException e) {
            outcome = e.code();
            throw e;
        } finally {
            trail.note(caller, verb.getName(), target(arguments), outcome);
        }
    }

    private boolean isAllowed(Needs needs, Object @Nullable [] arguments) throws FarmException {
        if (caller.role().may(needs.value())) {
            return true;
        }
        return caller.role().may(Right.SUBMIT)
                && arguments != null
                && arguments.length > 1
                && Arrays.asList(needs.own()).contains(arguments[1])
                && caller.sender().equals(farm.job(String.valueOf(arguments[0])).user());
    }

    static FarmException forbidden(Caller caller) {
        return new FarmException(
                FarmException.FORBIDDEN, "a " + caller.role().word() + " may not do that", "ask an admin of the farm");
    }

    private @Nullable Object call(Method verb, Object @Nullable [] arguments) throws Throwable {
        try {
            return verb.invoke(farm, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    /** Texts alone: what holds a secret is a document. */
    private static String target(Object @Nullable [] arguments) {
        return arguments == null
                ? ""
                : SafeText.sentence(
                        Arrays.stream(arguments)
                                .filter(String.class::isInstance)
                                .map(Object::toString)
                                .filter(text -> !text.isEmpty())
                                .collect(Collectors.joining(" ")),
                        TARGET_LENGTH);
    }
}
