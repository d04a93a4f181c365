package org.printfarm.host;

import java.net.Inet4Address;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.printfarm.api.contract.Loopback;
import org.printfarm.host.client.detect.DetectClient;

/**
 * Slicers that detect, log in, upload and, where nothing changes, watch, again and again while the farm changes around them. At the
 * printers that do not change, whatever fails is a surprise. At the others a failure is to be expected, and a file that was
 * acknowledged is stored all the same.
 */
final class StormySlicers implements AutoCloseable {

    private static final int DETECT_PORT = 3000;
    private static final int LOGGED_IN = 230;
    private static final int STORED = 226;

    /** All places for uploads are taken, 64 in all: the slicer sends another time. */
    private static final int COME_AGAIN = 450;

    /** Between two things that one does, for each slicer, or they would take all of a small machine from the farm. */
    private static final int PAUSE_MILLIS = 20;

    private final List<Thread> threads = new ArrayList<>();
    private final List<String> stored = Collections.synchronizedList(new ArrayList<>());
    private final List<Throwable> surprises = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger turnedAway = new AtomicInteger();
    private final List<SlicerAtWork> watching = new ArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final int slicers;

    /**
     * Begins.
     *
     * @param slicers how many; they share the printers out among them
     * @param printers first those that do not change
     * @param calm how many those are
     */
    StormySlicers(int slicers, List<Inet4Address> printers, int calm) throws Exception {
        this.slicers = slicers;
        for (int i = 0; i < slicers; i++) {
            int place = i % printers.size();
            if (place < calm) {
                watching.add(new SlicerAtWork(printers.get(place), FarmFile.serial(place + 1), "storm-" + i).connect());
            }
        }
        watching.forEach(slicer -> run(
                true,
                round -> slicer.await(
                        "its status",
                        report -> report.at("/print/command").asText().equals("push_status"))));
        for (int i = 0; i < slicers; i++) {
            int place = i % printers.size();
            begin(printers.get(place), place < calm, "storm-" + i + "-");
        }
    }

    private void begin(Inet4Address printer, boolean calm, String name) {
        run(calm, round -> upload(printer, name + round + ".gcode"));
        run(calm, round -> new DetectClient(FarmProcess.PATIENCE).detect(printer.getHostAddress(), DETECT_PORT, false));
        run(calm, round -> new Visitor(Loopback.next()).tryMqtt(printer, FarmFile.ACCESS_CODE));
    }

    /** One thing that a slicer does. */
    private interface Doing {
        void once(int round) throws Exception;
    }

    private void upload(Inet4Address printer, String name) throws Exception {
        byte[] content = ("; " + name + "\n").repeat(2_000).getBytes(StandardCharsets.UTF_8);
        int login;
        int reply = 0;
        try (UploadSession session = new UploadSession(printer)) {
            login = session.login(FarmFile.ACCESS_CODE);
            reply = login == LOGGED_IN ? session.store(name, content) : 0;
        }
        if (reply == STORED) {
            stored.add(name);
        } else if (reply == COME_AGAIN) {
            turnedAway.incrementAndGet();
        } else {
            throw new AssertionError(name + " is not stored: login " + login + ", upload " + reply);
        }
    }

    private void run(boolean calm, Doing doing) {
        Thread thread = new Thread(() -> {
            for (int round = 0; end.getCount() > 0; round++) {
                try {
                    doing.once(round);
                } catch (Exception | AssertionError e) {
                    if (calm) {
                        surprises.add(e);
                    }
                }
                pause();
            }
        });
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
    }

    private void pause() {
        try {
            boolean unused = end.await((long) PAUSE_MILLIS * slicers, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends everybody's work; what should not have happened. */
    List<Throwable> stop() throws InterruptedException {
        end.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        return List.copyOf(surprises);
    }

    /** How many uploads were told to come again. */
    int turnedAway() {
        return turnedAway.get();
    }

    /** The names of the files that were acknowledged. */
    List<String> stored() {
        return List.copyOf(stored);
    }

    @Override
    public void close() throws Exception {
        end.countDown();
        for (SlicerAtWork slicer : watching) {
            slicer.close();
        }
    }
}
