package org.printfarm.host.app;

import org.printfarm.host.config.FarmConfig;

/** Finds who answers for a farm. */
public final class Farms {

    private Farms() {}

    /**
     * The files of a farm.
     *
     * @param source which
     * @return to be closed
     * @throws FarmException when its configuration has mistakes
     */
    public static Farm open(FarmSource source) throws FarmException {
        return open(source, source.read());
    }

    static Farm open(FarmSource source, FarmConfig config) {
        return new FilesFarm(source, config);
    }
}
