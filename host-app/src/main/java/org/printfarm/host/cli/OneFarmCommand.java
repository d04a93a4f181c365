package org.printfarm.host.cli;

import org.printfarm.host.app.Farm;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.app.FarmSource;
import org.printfarm.host.app.Farms;
import picocli.CommandLine.Mixin;

/** A command about one farm, which may be named before the command's name too. */
abstract class OneFarmCommand extends ConsoleCommand {

    @Mixin
    private FarmOption farm;

    /** The farm that was named, here or at the command above. */
    final FarmSource source() {
        return spec().parent().userObject() instanceof OneFarmCommand above ? farm.or(above.farm) : farm.source();
    }

    /** That farm, as it runs or its files; to be closed. */
    final Farm open() throws FarmException {
        return Farms.open(source());
    }

    /** Whether the command above was asked for JSON, before this one's name. */
    final boolean isJsonAbove() {
        return spec().parent().findOption("--json").getValue();
    }
}
