package org.printfarm.bench.scenario;

import java.io.IOException;
import org.printfarm.bench.report.Report;

/** A group of rows. */
public interface Scenario {

    /**
     * What it is called on the command line.
     *
     * @return one word
     */
    String name();

    /**
     * What it measures.
     *
     * @return one line
     */
    String about();

    /**
     * Measures.
     *
     * @param stage what it works with
     * @param report gets the rows
     * @throws IOException when it cannot be measured
     */
    void run(Stage stage, Report report) throws IOException, InterruptedException;
}
