package org.printfarm.host.service;

import java.util.Optional;
import org.printfarm.api.service.PrinterMemory;

/** Forgets everything. */
record NoMemory() implements PrinterMemory {

    @Override
    public Optional<byte[]> read(String service) {
        return Optional.empty();
    }

    @Override
    public void write(String service, byte[] content) {}
}
