package org.printfarm.host.job;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.contract.TestScheduler;
import org.printfarm.api.job.IntakeException;
import org.printfarm.api.job.Upload;
import org.printfarm.host.job.store.InboxFolder;
import org.printfarm.host.job.threemf.Archives;

/** A process to be watched: takes one upload, says so and ends. */
final class OneUpload {

    /** What it prints when the upload is acknowledged. */
    static final String STORED = "stored";

    private static final long MAX_BYTES = 1L << 20;

    private OneUpload() {}

    /** Argument: the data folder. */
    public static void main(String[] args) throws IOException, IntakeException {
        try (TestScheduler scheduler = new TestScheduler();
                FarmInbox inbox = FarmInbox.open(
                        InboxFolder.of(Path.of(args[0])),
                        InboxSettings.KEEP_ALL,
                        JobRouting.NONE,
                        Clock.systemUTC(),
                        scheduler);
                Upload upload = inbox.intakeOf(TestPrinters.on(Loopback.of("127.0.0.1")))
                        .open("cube.3mf", MAX_BYTES, InetAddress.getLoopbackAddress())) {
            upload.write(ByteBuffer.wrap(Archives.sliced("one")));
            upload.commit();
            System.out.println(STORED);
        }
    }
}
