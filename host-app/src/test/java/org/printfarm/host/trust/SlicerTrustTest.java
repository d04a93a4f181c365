package org.printfarm.host.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.printfarm.host.trust.TestCertificates.OURS;
import static org.printfarm.host.trust.TestCertificates.VENDORS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.host.view.TrustView;
import org.printfarm.host.view.TrustView.State;

/** A machine with slicers, as their packages leave it. */
final class SlicerTrustTest {

    @TempDir
    private Path root;

    private Path home;
    private SlicerTrust slicers;

    @BeforeEach
    void machine() throws IOException {
        home = Files.createDirectories(root.resolve("home/anna"));
        slicers = new SlicerTrust(ClientSystem.LINUX, root, List.of(home));
    }

    private Path slicer(String place) throws IOException {
        Path file = root.resolve(place);
        Files.createDirectories(file.getParent());
        Files.writeString(file, VENDORS);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    @Test
    void everySlicerThatIsFoundTrustsItAndNoLongerWhenItIsTakenBack() throws IOException {
        List<Path> files = List.of(
                slicer("usr/share/OrcaSlicer/resources/cert/printer.cer"),
                slicer("home/anna/squashfs-root/resources/cert/printer.cer"));

        assertThat(slicers.install(OURS)).extracting(TrustView::state).containsOnly(State.INSTALLED);
        for (Path file : files) {
            assertThat(file).hasContent(VENDORS + OURS);
            assertThat(file.resolveSibling("printer.cer.before-printfarm")).hasContent(VENDORS);
        }
        assertThat(slicers.install(OURS)).extracting(TrustView::state).containsOnly(State.ALREADY_THERE);
        assertThat(slicers.undo(OURS)).extracting(TrustView::state).containsOnly(State.REMOVED);
        for (Path file : files) {
            assertThat(file).hasContent(VENDORS);
            assertThat(file.resolveSibling("printer.cer.before-printfarm")).doesNotExist();
        }
        assertThat(slicers.undo(OURS)).extracting(TrustView::state).containsOnly(State.NOT_THERE);
    }

    @Test
    void whatAnUpdateBroughtStaysWhenItIsTakenBack() throws IOException {
        Path file = slicer("opt/orca-slicer/resources/cert/printer.cer");
        slicers.install(OURS);
        Files.writeString(file, VENDORS + "new\n" + OURS);
        assertThat(slicers.undo(OURS)).extracting(TrustView::text).containsExactly("the rest is as it was");
        assertThat(file).hasContent(VENDORS + "new\n");
    }

    @Test
    void aFileWithoutALastLineEndIsAsItWasAfterwards() throws IOException {
        Path file = slicer("usr/share/BambuStudio/cert/printer.cer");
        Files.writeString(file, VENDORS.strip());
        slicers.install(OURS);
        assertThat(slicers.undo(OURS)).extracting(TrustView::text).containsExactly("it is as it was");
        assertThat(Files.readString(file)).isEqualTo(VENDORS.strip());
    }

    @Test
    void whatNobodyIsToWriteIsToldWithItsOwnWay() throws IOException {
        Path image = Files.createFile(
                Files.createDirectories(home.resolve("Applications")).resolve("OrcaSlicer_Linux_V2.3.1.AppImage"));
        Files.createFile(home.resolve("Other.AppImage"));
        Path flatpak =
                slicer("var/lib/flatpak/app/com.bambulab.BambuStudio/current/active/files/share/BambuStudio/cert/"
                        + "printer.cer");

        assertThat(slicers.install(OURS)).extracting(TrustView::state).containsExactly(State.SEALED, State.SEALED);
        assertThat(slicers.install(OURS))
                .extracting(TrustView::file)
                .containsExactly(image.toString(), flatpak.toString());
        assertThat(slicers.install(OURS).get(0).text()).contains("--appimage-extract", "--file");
        assertThat(flatpak).hasContent(VENDORS);
    }

    @Test
    void aFileOfRootIsLeftAndTheWayIsTold() throws IOException {
        Assumptions.assumeFalse(System.getProperty("user.name").equals("root"), "root may write everything");
        Path file = slicer("usr/share/OrcaSlicer/cert/printer.cer");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        assertThat(slicers.install(OURS)).singleElement().satisfies(told -> {
            assertThat(told.state()).isEqualTo(State.NOT_WRITABLE);
            assertThat(told.text()).contains("./farm ca script --os linux | sudo sh");
        });
        assertThat(file).hasContent(VENDORS);
    }

    @Test
    void aFileThatIsNotThereIsAFailure() {
        assertThat(SlicerTrust.install(ClientSystem.LINUX, List.of(root.resolve("none")), OURS))
                .extracting(TrustView::isDone)
                .containsExactly(false);
    }
}
