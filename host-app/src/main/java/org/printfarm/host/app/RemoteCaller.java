package org.printfarm.host.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.printfarm.api.Printer;
import org.printfarm.api.farm.FarmCallException;
import org.printfarm.api.farm.FarmCaller;
import org.printfarm.api.farm.FarmEvents;
import org.printfarm.api.farm.FarmUpload;
import org.printfarm.api.job.IntakeException;
import org.printfarm.host.access.Caller;
import org.printfarm.host.access.Needs;
import org.printfarm.host.access.Right;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Somebody who asks through a service of the farm itself, held to his rights. */
final class RemoteCaller implements FarmCaller {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteCaller.class);

    private final FarmDesk desk;
    private final Caller caller;

    RemoteCaller(FarmDesk desk, Caller caller) {
        this.desk = desk;
        this.caller = caller;
    }

    @Override
    public String name() {
        return caller.name();
    }

    @Override
    public String role() {
        return caller.role().word();
    }

    /** Whether what it is about lets him, is looked at with the call. */
    @Override
    public boolean may(String verb) {
        Optional<Right> beside = beside(verb);
        return beside.isPresent()
                ? caller.role().may(beside.get())
                : known(verb)
                        .map(method -> method.getAnnotation(Needs.class))
                        .filter(needs -> caller.role().may(needs.value())
                                || (needs.own().length > 0 && caller.role().may(Right.SUBMIT)))
                        .isPresent();
    }

    /** What the three that are no JSON take; empty for others. */
    private static Optional<Right> beside(String verb) {
        return switch (verb) {
            case "upload" -> Optional.of(Right.SUBMIT);
            case "content" -> Optional.of(Right.FETCH);
            case "events" -> Optional.of(Right.SEE);
            default -> Optional.empty();
        };
    }

    private static Optional<Method> known(String verb) {
        return Verbs.of(verb).filter(method -> {
            Needs needs = method.getAnnotation(Needs.class);
            return needs != null && !needs.local();
        });
    }

    @Override
    public byte[] call(String verb, List<String> arguments) throws FarmCallException {
        return CallerSignIn.told(() -> {
            Method method = known(verb)
                    .orElseThrow(() -> new FarmException(FarmException.NOT_FOUND, "there is no such verb", ""));
            try {
                Object document = Verbs.call(desk.farmOf(caller), method, trees(arguments));
                return ControlProtocol.JSON.writeValueAsBytes(document);
            } catch (ReflectiveOperationException | RuntimeException e) {
                LOG.error("verb={} caller={} failed", verb, caller.role().word(), e);
                throw new FarmException(FarmException.INTERNAL, "a fault of the farm: its log tells more", "");
            }
        });
    }

    private static List<JsonNode> trees(List<String> arguments) throws FarmException {
        List<JsonNode> trees = new ArrayList<>();
        for (String argument : arguments) {
            try {
                trees.add(ControlProtocol.JSON.readTree(argument));
            } catch (JsonProcessingException e) {
                throw new FarmException(FarmException.BAD_REQUEST, "an argument is no JSON", "");
            }
        }
        return trees;
    }

    @Override
    public SeekableByteChannel content(String jobId) throws FarmCallException {
        return CallerSignIn.told(
                () -> FileChannel.open(Path.of(desk.farmOf(caller).content(jobId)), StandardOpenOption.READ));
    }

    @Override
    public FarmUpload upload(String printer, String name, long maxBytes, InetAddress from) throws FarmCallException {
        if (!may("upload")) {
            desk.trail().note(caller, "upload", printer, FarmException.FORBIDDEN);
            throw forbidden();
        }
        Printer target = desk.printer(caller, printer)
                .orElseThrow(() -> new FarmCallException(
                        FarmException.NOT_FOUND,
                        "there is no printer of that name",
                        "GET /api/v1/printers lists them"));
        Optional<String> elsewhere = desk.elsewhere().apply(printer);
        if (elsewhere.isPresent()) {
            throw new FarmCallException(
                    FarmException.NOT_POSSIBLE, printer + ": " + elsewhere.get(), "send it to the page of that host");
        }
        try {
            return CallerUpload.open(desk, caller, target, name, maxBytes, from);
        } catch (IntakeException e) {
            throw CallerUpload.told(e);
        }
    }

    @Override
    public FarmEvents events(long after) throws FarmCallException {
        if (!may("events")) {
            throw forbidden();
        }
        return new CallerEvents(
                desk.events().readAfter(after),
                () -> desk.reach(caller.scope()),
                caller.scope().isWhole(),
                caller.role().may(Right.OPERATE));
    }

    private FarmCallException forbidden() {
        return CallerSignIn.told(CallerFarm.forbidden(caller));
    }
}
