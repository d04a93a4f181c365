package org.printfarm.bind.respond;

import java.util.Optional;
import org.printfarm.api.PrinterIdentity;
import org.printfarm.bind.message.BindReply;
import org.printfarm.bind.message.BindRequest;
import org.printfarm.bind.message.ReplyWriter;
import org.printfarm.bind.message.SequenceId;

/** Answers for one printer. What does not depend on the request is written once, when the printer is made. */
public final class DetectResponder implements Responder {

    private final PrinterIdentity identity;
    private final SequenceIdMode mode;
    private final Optional<BindReply> fixed;
    private final Optional<BindReply> login;

    /**
     * Writes the standing replies.
     *
     * @param identity who the printer is
     * @param mode which number it answers with
     * @param loginReply what it answers to {@code login}
     */
    public DetectResponder(PrinterIdentity identity, SequenceIdMode mode, LoginReply loginReply) {
        this.identity = identity;
        this.mode = mode;
        this.fixed = Optional.of(ReplyWriter.detected(identity, SequenceId.FIXED));
        this.login = loginReply == LoginReply.LAN_ONLY ? Optional.of(ReplyWriter.lanOnly()) : Optional.empty();
    }

    @Override
    public Optional<BindReply> respond(BindRequest request) {
        return switch (request.command()) {
            case DETECT ->
                mode == SequenceIdMode.FIXED
                        ? fixed
                        : Optional.of(ReplyWriter.detected(identity, request.sequenceId()));
            case LOGIN -> login;
            case OTHER -> Optional.empty();
        };
    }
}
