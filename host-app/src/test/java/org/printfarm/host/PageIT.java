package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.contract.Loopback;
import org.printfarm.host.browser.AxeCore;
import org.printfarm.host.browser.BrowserTab;
import org.printfarm.host.browser.Chromium;
import org.printfarm.host.browser.FourPictures;

/** A farm, machines, a slicer and a real browser. {@code -Dpage.pictures=FOLDER} keeps pictures of all screens. */
final class PageIT {

    private static final List<String> SCREENS =
            List.of("Wall", "Jobs", "History", "Doctor", "Activity", "Trust", "Settings");

    /** Generous: the line has 1 Mbit/s, and the machine may be busy. */
    private static final Duration FIRST_PAINT = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private FarmWithPage farm;

    @BeforeAll
    static void chromiumIsInstalled() {
        if (!Chromium.isInstalled()) {
            System.err.println("SKIPPED: chromium is not installed, nothing was proved of the page");
        }
        assumeTrue(Chromium.isInstalled(), "chromium is installed");
    }

    @BeforeEach
    void start() throws IOException {
        farm = new FarmWithPage(folder);
    }

    @AfterEach
    void stop() throws IOException {
        farm.close();
    }

    /** Whoever follows the link and reads what is there can run the farm. */
    @Test
    void anOperatorRunsTheFarmByWhatHeSees() throws Exception {
        BrowserTab tab = farm.signedIn().sees("Bay 1").sees("Live");
        assertThat(tab.firstPaint()).isLessThan(FIRST_PAINT);
        tab.tabTo("left").enter().sees("Controls").press("Wall");
        aFileWaitsAndIsPrinted(tab);
        whatASlicerDoesIsSeen(tab);
        aPrintIsHeld(tab);
        aChangedFileIsTaken(tab);
        nobodyIsKeptOut(tab);
        aPrintIsStopped(tab);
        new PageQueue(tab, folder).isMatched();
        look(tab, "matching");
        look(tab.press("Queue").sees("oiled"), "queue");
        whoMayLessSeesLess(tab);
        assertThat(tab.faults()).isEmpty();
        assertThat(farm.log()).doesNotContain(FarmFile.ACCESS_CODE);
    }

    private static void whoMayLessSeesLess(BrowserTab tab) throws IOException {
        tab.press("Settings").fill("User's name", "anna").fill("Role", "viewer").fill("Password", "right password");
        tab.press("Add the user").sees("anna may sign in.");
        tab.press("Sign out").sees("this prints a link that signs in once");
        look(tab, "sign-in");
        tab.fill("Name", "anna")
                .fill("Password", "right password")
                .press("Sign in")
                .sees("Bay 1");
        tab.seesNot("Settings").seesNot("Send a file").seesNot("Select all");
    }

    private void aFileWaitsAndIsPrinted(BrowserTab tab) throws IOException {
        Path cube = Files.write(folder.resolve("cube.gcode.3mf"), PicturedFile.named("cube"));
        tab.press("left")
                .fill("Why it takes no jobs", "new nozzle")
                .press("Give it no jobs")
                .sees("new nozzle");
        tab.press("Send a file")
                .choose("File", cube)
                .press("Print it at once")
                .press("Send")
                .sees("is job 1.");
        tab.press("Jobs")
                .sees("cube.gcode.3mf")
                .sees("queued")
                .sees("new nozzle")
                .sees("PLA 16.3 g");
        tab.press("Hold: cube.gcode.3mf").sees("is held.").sees("held by a person");
        tab.press("Release: cube.gcode.3mf").sees("was released");
        new PageQueue(tab, folder).isWorkedOn();
        tab.press("Jobs");
        tab.pressAfterSomebodyElse("Hold: cube.gcode.3mf", "/api/v1/jobs/1/hold");
        tab.sees("only one that is queued can be held")
                .press("Release: cube.gcode.3mf")
                .sees("was released");
        tab.press("Wall").press("Select left").press("Give them jobs again").sees("Done for one.");
        tab.press("left").press("Plate is clear").seesNot("Plate is clear");
        tab.press("Jobs").sees("assigned").press("cube.gcode.3mf").sees("done").sees("Its way");
        Path gear = Files.write(folder.resolve("gear.gcode.3mf"), PicturedFile.named("gear"));
        tab.press("Wall")
                .drop(gear, "Bay 1")
                .sees("Files: gear.gcode.3mf")
                .press("Send")
                .sees("is job");
        tab.press("Jobs").sees("gear.gcode.3mf");
    }

    private void whatASlicerDoesIsSeen(BrowserTab tab) throws Exception {
        tab.press("Activity").seesNot("uploaded a file");
        try (UploadSession session = farm.slicer()) {
            assertThat(session.login(FarmFile.ACCESS_CODE)).isEqualTo(230);
            assertThat(session.store("first.gcode.3mf", PicturedFile.named("first")))
                    .isEqualTo(226);
        }
        tab.sees("uploaded a file");
        BrowserTab other = farm.openAnotherTab();
        tab.sleeps();
        Duration paint = other.go(farm.page()).sees("Bay 1").firstPaint();
        System.out.println("page=painted ms=" + paint.toMillis());
        assertThat(paint).isLessThan(FIRST_PAINT);
        other.speaks("de", "«").go(farm.page()).sees("«Wall");
        try (UploadSession session = farm.slicer()) {
            assertThat(session.login("wrong123")).isEqualTo(530);
        }
        tab.wakes().sees("could not log in").sees("uploaded a file");
        tab.press("Doctor").sees("its access code or user name is wrong").sees("the printer's access code anew");
        tab.press("Wall").press("Bay 2").sees("its access code or user name is wrong");
    }

    private static void aPrintIsHeld(BrowserTab tab) {
        tab.press("Jobs").fill("Machine for first.gcode.3mf", "right").press("Send: first.gcode.3mf");
        tab.press("Wall").press("right").press("Pause the print").sees("Go on with the print");
    }

    private static void aPrintIsStopped(BrowserTab tab) {
        tab.press("Wall").press("right").press("Go on with the print").sees("Pause the print");
        tab.agree().press("Stop the print").seesNot("Stop the print");
    }

    private void aChangedFileIsTaken(BrowserTab tab) throws IOException {
        String bay3 = "  bay-3: {name: Bay 3, address: " + Loopback.next().getHostAddress();
        tab.press("Settings").press("Check the file").sees("The farm is as the file says.");
        tab.press("What is in the file farm.yaml").sees("access-code: •••").seesNot(FarmFile.ACCESS_CODE);
        farm.write(bay3 + ", modell: P1S}\n");
        tab.press("Reload the file")
                .sees("One mistake; nothing was changed.")
                .sees("modell")
                .sees("farm.yaml:");
        farm.write(bay3 + "}\n");
        tab.press("Reload the file").sees("One change was made.").sees("new printer bay-3");
        tab.press("Wall").sees("Bay 3");
    }

    /** axe-core on every screen, and pictures of it where they are asked for. */
    private static void nobodyIsKeptOut(BrowserTab tab) throws IOException {
        for (String screen : SCREENS) {
            look(tab.press(screen), screen.toLowerCase(Locale.ROOT));
        }
        look(tab.press("Wall").press("right").sees("Controls"), "machine");
        look(tab.press("Wall").press("Bay 2").sees("Slicers that came by"), "printer");
        look(tab.press("Jobs").sees("assigned").press("first.gcode.3mf").sees("Its way"), "job");
        look(tab.press("Send a file").sees("To printer"), "upload");
        tab.press("Close");
    }

    private static void look(BrowserTab tab, String name) throws IOException {
        tab.seesNot("Loading …");
        assertThat(AxeCore.serious(tab)).as(name).isEmpty();
        assertThat(AxeCore.serious(tab.look(390, 844, true)))
                .as("%s on a phone by night", name)
                .isEmpty();
        tab.look(1280, 900, false);
        String pictures = System.getProperty("page.pictures", "");
        if (!pictures.isEmpty()) {
            FourPictures.of(tab, Path.of(pictures, name + ".png"));
        }
    }
}
