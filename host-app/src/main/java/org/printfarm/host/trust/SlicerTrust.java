package org.printfarm.host.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.printfarm.host.view.TrustView;
import org.printfarm.host.view.TrustView.State;

/** The slicers of this machine, and whether they trust a CA. */
public final class SlicerTrust {

    /** Folders below a Flatpak's files in which {@code printer.cer} may lie. */
    private static final int FLATPAK_DEPTH = 6;

    private static final Pattern APPIMAGE = Pattern.compile("(?i).*(bambu|orca).*\\.appimage");
    private static final Pattern FLATPAK = Pattern.compile("(?i).*(bambustudio|orcaslicer)");
    private static final List<String> APPIMAGE_FOLDERS =
            List.of("~", "~/Applications", "~/Downloads", "~/bin", "~/.local/bin", "/opt");
    private static final List<String> FLATPAK_FOLDERS = List.of("/var/lib/flatpak/app", "~/.local/share/flatpak/app");

    private final ClientSystem system;
    private final Path root;
    private final List<Path> homes;

    /**
     * Looks on a machine.
     *
     * @param root its {@code /}
     * @param homes of the users whose programs are meant
     */
    public SlicerTrust(ClientSystem system, Path root, List<Path> homes) {
        this.system = system;
        this.root = root;
        this.homes = List.copyOf(homes);
    }

    /** Makes every slicer that is found trust a CA; those that cannot be written are told with their own way. */
    public List<TrustView> install(String pem) {
        return each(file -> file.install(pem));
    }

    /** Takes that back. */
    public List<TrustView> undo(String pem) {
        return each(file -> file.undo(pem));
    }

    /** The same of files that are named. */
    public static List<TrustView> install(ClientSystem system, List<Path> files, String pem) {
        return files.stream().map(file -> at(system, file).install(pem)).toList();
    }

    /** Takes that back. */
    public static List<TrustView> undo(ClientSystem system, List<Path> files, String pem) {
        return files.stream().map(file -> at(system, file).undo(pem)).toList();
    }

    private static TrustFile at(ClientSystem system, Path file) {
        return new TrustFile(
                file,
                "this user may not write it: ./farm ca script --os " + system.word() + " | sudo sh"
                        + (system == ClientSystem.MACOS
                                ? ", and let the terminal manage apps (System Settings, Privacy & Security, App Management)"
                                : ""));
    }

    private List<TrustView> each(Function<TrustFile, TrustView> work) {
        List<TrustView> all = new ArrayList<>();
        system.places().stream()
                .flatMap(this::resolved)
                .filter(Files::isRegularFile)
                .map(file -> work.apply(at(system, file)))
                .forEach(all::add);
        if (system == ClientSystem.LINUX) {
            APPIMAGE_FOLDERS.stream()
                    .flatMap(this::resolved)
                    .flatMap(folder -> inside(folder, APPIMAGE))
                    .map(SlicerTrust::appImage)
                    .forEach(all::add);
            FLATPAK_FOLDERS.stream()
                    .flatMap(this::resolved)
                    .flatMap(folder -> inside(folder, FLATPAK))
                    .flatMap(SlicerTrust::flatpak)
                    .forEach(all::add);
        }
        return all;
    }

    private Stream<Path> resolved(String place) {
        return place.startsWith("~")
                ? homes.stream().map(home -> home.resolve(place.substring(Math.min(2, place.length()))))
                : Stream.of(root.resolve(place.substring(1)));
    }

    private static Stream<Path> inside(Path folder, Pattern name) {
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .filter(file -> name.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static TrustView appImage(Path file) {
        return new TrustView(
                file.toString(),
                State.SEALED,
                "an AppImage cannot be changed: unpack it (" + file
                        + " --appimage-extract), then ./farm ca install --file"
                        + " squashfs-root/resources/cert/printer.cer, and start squashfs-root/AppRun");
    }

    private static Stream<TrustView> flatpak(Path program) {
        Path files = program.resolve("current/active/files");
        try (Stream<Path> found =
                Files.find(files, FLATPAK_DEPTH, (file, attributes) -> file.endsWith("cert/printer.cer"))) {
            return found
                    .map(file -> new TrustView(
                            file.toString(),
                            State.SEALED,
                            "Flatpak shares this file with its store and replaces it with each update. A copy in its place is"
                                    + " not shared: cp FILE new; ./farm ca >> new; sudo mv new FILE"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }
}
