package org.printfarm.bind.respond;

import java.util.Optional;
import org.printfarm.bind.message.BindReply;
import org.printfarm.bind.message.BindRequest;

/** Answers requests. Pure and quick; called from many threads at once. */
@FunctionalInterface
public interface Responder {

    /**
     * The answer to one request.
     *
     * @param request what the client asked
     * @return the answer; empty when the client gets no bytes and a close
     */
    Optional<BindReply> respond(BindRequest request);
}
