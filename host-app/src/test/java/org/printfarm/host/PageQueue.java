package org.printfarm.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.printfarm.host.browser.BrowserTab;

/** What an operator does with jobs that wait, by what he sees of them. */
record PageQueue(BrowserTab tab, Path folder) {

    private static final String CUBE = "cube.gcode.3mf";
    private static final String KNOB = "knob.gcode.3mf";
    private static final String LID = "lid.gcode.3mf";

    /** While the cube waits for a machine that takes no jobs; it is alone in the end again. */
    void isWorkedOn() throws IOException {
        send(KNOB);
        send(LID);
        tab.press("Queue").sees("new nozzle").sees("PLA 16.3 g").sees("from ");
        tab.seesInOrder(CUBE, KNOB, LID);
        tab.drag(LID, CUBE).sees(LID + " was moved.").seesInOrder(LID, CUBE, KNOB);
        tab.tabTo("Later: " + LID).enter().seesInOrder(CUBE, LID, KNOB);
        tab.somebodyElse("/api/v1/jobs/3/hold").sees("held by a person");
        tab.press("Release: " + LID).sees(LID + " was released.");
        tab.fill("How many of " + KNOB + " in all", "2")
                .press("Print copies: " + KNOB)
                .sees("copies of job 2, 2 are owed");
        tab.press("Cancel: " + KNOB)
                .sees("one is owed")
                .press("Cancel: " + KNOB)
                .seesNot("copies of job 2");
        tab.press("Cancel: " + LID).sees(LID + " was cancelled.");
        tab.press("Jobs").press("Try again: " + LID).sees(LID + " is tried again.");
        tab.press("Cancel: " + LID).sees(LID + " was cancelled.");
    }

    private void send(String name) throws IOException {
        Path file = Files.write(folder.resolve(name), PicturedFile.named(name));
        tab.press("Send a file")
                .choose("File", file)
                .press("Print it at once")
                .press("Send")
                .sees(name + " is job");
    }

    /** Dropped on a pool whose machines are not clear, a file waits, and each machine says why. */
    void isMatched() throws IOException {
        tab.press("Wall").press("left").fill("Why it takes no jobs", "oiled").press("Give it no jobs");
        tab.sees("oiled");
        Path ring = Files.write(folder.resolve("ring.gcode.3mf"), PicturedFile.named("ring"));
        tab.press("Queue").drop(ring, "pair").sees("Files: ring.gcode.3mf").press("Send");
        tab.sees("ring.gcode.3mf is job").seesInOrder("pair", "ring.gcode.3mf");
        tab.press("Matching").sees("Filament 1").sees("left").sees("right").sees("oiled");
    }
}
