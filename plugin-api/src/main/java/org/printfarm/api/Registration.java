package org.printfarm.api;

import org.printfarm.api.annotation.HostProvided;

/**
 * Something that was asked for and can be taken back. Provided by the host; any thread.
 *
 * @since 1.0
 */
@HostProvided
public interface Registration extends AutoCloseable {

    /** Takes it back. What is running right now may still end. May be called twice. */
    @Override
    void close();
}
