package org.printfarm.ssdp.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The captured and composed datagrams in {@code src/test/resources/datagrams}. */
public final class Datagrams {

    private Datagrams() {}

    /** All bytes of {@code name.datagram}. */
    public static byte[] read(String name) {
        try (InputStream in = Datagrams.class.getResourceAsStream("/datagrams/" + name + ".datagram")) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
