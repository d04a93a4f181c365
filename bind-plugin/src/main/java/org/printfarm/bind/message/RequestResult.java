package org.printfarm.bind.message;

/** What the text of a frame is. */
public sealed interface RequestResult permits BindRequest, RequestResult.Refused {

    /**
     * No request.
     *
     * @param fault why
     */
    record Refused(RequestFault fault) implements RequestResult {}
}
