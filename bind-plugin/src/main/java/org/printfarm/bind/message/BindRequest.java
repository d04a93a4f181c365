package org.printfarm.bind.message;

/**
 * A request that was understood.
 *
 * @param command what is wanted
 * @param sequenceId the request's number, for printers that repeat it
 */
public record BindRequest(Command command, SequenceId sequenceId) implements RequestResult {}
