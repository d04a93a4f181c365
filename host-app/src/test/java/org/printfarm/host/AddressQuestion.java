package org.printfarm.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a whole network once a second who has an address (arping), and notes for how long more than one card answered. */
final class AddressQuestion implements AutoCloseable {

    /** Between two answers to one question at most; the next question comes after a second. */
    private static final long AT_ONCE = TimeUnit.MILLISECONDS.toNanos(500);

    private static final Pattern ANSWER = Pattern.compile("reply from \\S+ \\[(\\S+)]");

    private final Process process;
    private final AtomicLong answers = new AtomicLong();
    private volatile long longest;

    private AddressQuestion(Process process) {
        this.process = process;
    }

    /** Begins to ask with the card {@code lan} of a machine. */
    static AddressQuestion ask(NetworkNamespace machine, String address) throws IOException {
        AddressQuestion question = new AddressQuestion(new ProcessBuilder(NetworkNamespace.behind(
                        machine.before(), "stdbuf", "-oL", "arping", "-b", "-I", "lan", address))
                .redirectErrorStream(true)
                .start());
        Thread reader = new Thread(question::read, "arping");
        reader.setDaemon(true);
        reader.start();
        return question;
    }

    private void read() {
        String card = "";
        long last = System.nanoTime() - AT_ONCE;
        long began = 0;
        boolean isDouble = false;
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher answer = ANSWER.matcher(line);
                if (!answer.find()) {
                    continue;
                }
                long now = System.nanoTime();
                answers.incrementAndGet();
                if (now - last >= AT_ONCE) {
                    began = isDouble ? began : now;
                    isDouble = false;
                } else if (!answer.group(1).equals(card)) {
                    isDouble = true;
                    longest = Math.max(longest, now - began);
                }
                card = answer.group(1);
                last = now;
            }
        } catch (IOException e) {
            // It was ended.
            return;
        }
    }

    /** How often somebody answered. */
    long answers() {
        return answers.get();
    }

    /** For how long, from the first question to the last, two cards answered each of them; zero when they never did. */
    Duration longest() {
        return Duration.ofNanos(longest);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
