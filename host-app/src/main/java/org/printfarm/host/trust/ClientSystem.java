package org.printfarm.host.trust;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A system that slicers run on, and where their packages put {@code printer.cer} there. */
public enum ClientSystem {
    /** From the installers; as PowerShell writes it. */
    WINDOWS(
            "install-farm-ca.ps1",
            List.of(
                    "$env:ProgramFiles\\Bambu Studio\\resources\\cert\\printer.cer",
                    "$env:ProgramFiles\\OrcaSlicer\\resources\\cert\\printer.cer")),
    /** Applications of all users and of one. */
    MACOS(
            "install-farm-ca.sh",
            List.of(
                    "/Applications/BambuStudio.app/Contents/Resources/cert/printer.cer",
                    "/Applications/OrcaSlicer.app/Contents/Resources/cert/printer.cer",
                    "~/Applications/BambuStudio.app/Contents/Resources/cert/printer.cer",
                    "~/Applications/OrcaSlicer.app/Contents/Resources/cert/printer.cer")),
    /** Packages of distributions, and an AppImage that was unpacked at home. */
    LINUX(
            "install-farm-ca.sh",
            List.of(
                    "/usr/share/BambuStudio/resources/cert/printer.cer",
                    "/usr/share/BambuStudio/cert/printer.cer",
                    "/usr/share/OrcaSlicer/resources/cert/printer.cer",
                    "/usr/share/OrcaSlicer/cert/printer.cer",
                    "/opt/bambustudio-bin/resources/cert/printer.cer",
                    "/opt/bambu-studio/resources/cert/printer.cer",
                    "/opt/orca-slicer/resources/cert/printer.cer",
                    "/opt/OrcaSlicer/resources/cert/printer.cer",
                    "~/squashfs-root/resources/cert/printer.cer"));

    private final String script;
    private final List<String> places;

    ClientSystem(String script, List<String> places) {
        this.script = script;
        this.places = places;
    }

    /** As it is written: lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The system of a word; empty for another. */
    public static Optional<ClientSystem> of(String word) {
        return Arrays.stream(values())
                .filter(system -> system.word().equals(word))
                .findFirst();
    }

    /** The one that this process runs on. */
    public static ClientSystem here() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.startsWith("mac") ? MACOS : name.startsWith("windows") ? WINDOWS : LINUX;
    }

    /** What a script for it is called. */
    String script() {
        return script;
    }

    /** The files; {@code ~} is a user's home. */
    List<String> places() {
        return places;
    }
}
