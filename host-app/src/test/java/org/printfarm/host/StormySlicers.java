package org.printfarm.host;

import java.net.Inet4Address;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.printfarm.api.contract.Loopback;
import org.printfarm.host.client.detect.DetectClient;

/**
 * Slicers that detect, watch and upload again and again while the farm changes around them. The first two printers do not change:
 * there, whatever fails is a surprise. At the others a failure is to be expected, and a file that was acknowledged is stored all the same.
 */
final class StormySlicers implements AutoCloseable {

    private static final int DETECT_PORT = 3000;

    private final List<Thread> threads = new ArrayList<>();
    private final List<String> stored = Collections.synchronizedList(new ArrayList<>());
    private final List<Throwable> surprises = Collections.synchronizedList(new ArrayList<>());
    private final SlicerAtWork watching;
    private final CountDownLatch end = new CountDownLatch(1);

    /** Begins; the addresses are those of printers 1 and on. */
    StormySlicers(List<Inet4Address> printers) throws Exception {
        watching = new SlicerAtWork(printers.get(0), FarmFile.serial(1)).connect();
        for (int i = 0; i < printers.size(); i++) {
            Inet4Address printer = printers.get(i);
            boolean calm = i < 2;
            String name = "storm-" + (i + 1) + "-";
            run(calm, round -> upload(printer, name + round + ".gcode"));
            run(
                    calm,
                    round -> new DetectClient(FarmProcess.PATIENCE)
                            .detect(printer.getHostAddress(), DETECT_PORT, false));
            run(calm, round -> new Visitor(Loopback.next()).tryMqtt(printer, FarmFile.ACCESS_CODE));
        }
        run(
                true,
                round -> watching.await(
                        "its status",
                        report -> report.at("/print/command").asText().equals("push_status")));
    }

    /** One thing that a slicer does. */
    private interface Doing {
        void once(int round) throws Exception;
    }

    private void upload(Inet4Address printer, String name) throws Exception {
        byte[] content = ("; " + name + "\n").repeat(2_000).getBytes(StandardCharsets.UTF_8);
        try (UploadSession session = new UploadSession(printer)) {
            if (session.login(FarmFile.ACCESS_CODE) == 230 && session.store(name, content) == 226) {
                stored.add(name);
            } else {
                throw new AssertionError(Map.of("not stored", name).toString());
            }
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

    /** Or the slicers would take all of a small machine from the farm. */
    private void pause() {
        try {
            boolean unused = end.await(20, TimeUnit.MILLISECONDS);
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

    /** The names of the files that were acknowledged. */
    List<String> stored() {
        return List.copyOf(stored);
    }

    @Override
    public void close() throws Exception {
        end.countDown();
        watching.close();
    }
}
