package org.printfarm.bambu;

import java.util.EnumSet;
import java.util.Optional;
import org.pf4j.Extension;
import org.printfarm.api.driver.Capability;
import org.printfarm.api.driver.Driver;
import org.printfarm.api.driver.DriverFactory;
import org.printfarm.api.driver.MachineContext;
import org.printfarm.api.driver.MachineDescription;
import org.printfarm.api.settings.SettingsReader;
import org.printfarm.bambu.link.LinkLoops;

/** The plugin's entrance. Owns the event loops that all machines share. */
@Extension
public final class BambuDriverFactory implements DriverFactory<BambuSettings> {

    private final LinkLoops loops = new LinkLoops();

    /** For PF4J. Opens nothing. */
    public BambuDriverFactory() {}

    @Override
    public String type() {
        return "bambu";
    }

    @Override
    public BambuSettings readSettings(SettingsReader settings) {
        return BambuSettings.read(settings);
    }

    @Override
    public MachineDescription describe(BambuSettings settings) {
        return new MachineDescription(
                settings.model(),
                Optional.of(settings.serial()),
                Optional.of(settings.address()),
                EnumSet.allOf(Capability.class));
    }

    @Override
    public Driver create(MachineContext context, BambuSettings settings) {
        return new BambuDriver(context, settings, loops);
    }

    @Override
    public void close() {
        loops.close();
    }
}
