package org.printfarm.host.dispatch.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.printfarm.api.PrinterModel;
import org.printfarm.host.config.MatchRules;

/** A long queue at a large pool. The aims are a tenth of what is allowed here, where other work goes on beside. */
final class PoolChoiceSpeedTest {

    private static final List<String> MATERIALS = List.of("PLA", "PETG", "ABS", "ASA", "TPU", "PLA-CF", "PA-CF", "PC");
    private static final int COLOURS = 64;
    private static final int UNITS = 4;

    /**
     * By what share of the machines is loaded with what the jobs need: none of them fits, some do, all do, or all fit at first
     * sight and none has trays enough.
     */
    @ParameterizedTest
    @CsvSource({
        "1000, 100, none, 500",
        "1000, 100, some, 500",
        "1000, 100, all, 500",
        "1000, 100, tight, 500",
        "10000, 500, some, 20000"
    })
    void aChoiceIsMadeInTime(int jobs, int machines, String kind, int millis) {
        Random random = new Random(7);
        List<Candidate> pool = new ArrayList<>();
        for (int machine = 0; machine < machines; machine++) {
            String[] trays = new String[UNITS * 4];
            for (int tray = 0; tray < trays.length; tray++) {
                String filament = kind.equals("all")
                        ? "PLA FF0000"
                        : kind.equals("tight") && tray > 2 ? "ABS 000000" : filament(random, kind);
                trays[tray] = tray / 4 + "." + tray % 4 + " " + filament;
            }
            pool.add(Cases.machine("m" + machine, PrinterModel.P1S, trays));
        }
        List<Waiting> queue = new ArrayList<>();
        for (int job = 0; job < jobs; job++) {
            String[] channels = new String[kind.equals("tight") ? 4 : 1 + random.nextInt(4)];
            for (int channel = 0; channel < channels.length; channel++) {
                channels[channel] = kind.equals("none")
                        ? "PLA " + colour(random)
                        : kind.equals("all") ? "PLA FF0000" : filament(random, kind);
            }
            queue.add(Cases.waiting(job, Cases.job(PrinterModel.P1S, channels)));
        }
        long best = Long.MAX_VALUE;
        for (int run = 0; run < (jobs > 1_000 ? 2 : 8); run++) {
            long begun = System.nanoTime();
            List<PoolChoice.Chosen> unused = PoolChoice.choose(queue, pool, MatchRules.DEFAULT, Integer.MAX_VALUE);
            best = Math.min(best, System.nanoTime() - begun);
        }
        assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofMillis(millis));
    }

    private static String filament(Random random, String kind) {
        if (kind.equals("tight")) {
            return "PLA FF0000";
        }
        String material = kind.equals("none") ? "PETG" : MATERIALS.get(random.nextInt(MATERIALS.size()));
        return material + " " + colour(random);
    }

    /** A farm has some dozens of colours, however many spools. */
    private static String colour(Random random) {
        return String.format("%06X", random.nextInt(COLOURS) * 0x3F1D7 % (1 << 24));
    }
}
