package org.printfarm.host.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.trust.ClientSystem;
import org.printfarm.host.trust.SlicerTrust;
import org.printfarm.host.trust.TrustScript;
import org.printfarm.host.view.CaScriptView;
import org.printfarm.host.view.CaView;
import org.printfarm.host.view.TrustView;

/** How slicers are given the farm's CA. */
public final class CaVerbs {

    private CaVerbs() {}

    /**
     * Puts the CA into the slicers of this machine, or takes it out again. Done with the rights of this process.
     *
     * @param source whose CA
     * @param files their {@code printer.cer}; empty for those that are found
     * @param undo whether to take it out
     * @return one for each file and each package that cannot be written; empty when nothing was found
     */
    public static List<TrustView> install(FarmSource source, List<Path> files, boolean undo) throws FarmException {
        String pem = FarmCheck.ca(source).pem();
        ClientSystem here = ClientSystem.here();
        if (!files.isEmpty()) {
            return undo ? SlicerTrust.undo(here, files, pem) : SlicerTrust.install(here, files, pem);
        }
        SlicerTrust slicers = new SlicerTrust(here, Path.of("/"), homes());
        return undo ? slicers.undo(pem) : slicers.install(pem);
    }

    /** That of this user, and of who became this one for a command. */
    private static List<Path> homes() {
        List<Path> homes = new ArrayList<>(List.of(Path.of(System.getProperty("user.home"))));
        String before = System.getenv("SUDO_USER");
        if (before != null && !before.isEmpty() && !before.contains("/")) {
            homes.add(Path.of("/home", before));
        }
        return homes;
    }

    /**
     * A script that does the same on another machine.
     *
     * @param source whose CA
     * @param os windows, macos or linux
     */
    public static CaScriptView script(FarmSource source, String os) throws FarmException {
        return script(source.read(), os);
    }

    static CaScriptView script(FarmConfig config, String os) throws FarmException {
        ClientSystem system = ClientSystem.of(os)
                .orElseThrow(() ->
                        new FarmException(FarmException.BAD_REQUEST, "the system is windows, macos or linux", ""));
        CaView ca = FarmCheck.ca(config);
        return TrustScript.of(system, ca.pem(), ca.sha256());
    }
}
