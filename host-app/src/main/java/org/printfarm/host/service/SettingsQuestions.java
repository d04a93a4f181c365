package org.printfarm.host.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.Printer;
import org.printfarm.api.service.PortClaim;
import org.printfarm.api.service.PrinterServiceFactory;
import org.printfarm.host.config.Problem;
import org.printfarm.host.config.Problems;
import org.printfarm.host.config.ServiceEntry;

/**
 * Asks one factory for the settings and claims of all services of its type, one after the other, on one thread.
 *
 * <p>The limit counts for each question on its own, so a slow plugin may take its time for all of them together; one that
 * hangs is given up in the question it hangs in. Used by one thread, which adds, starts, waits and then reads.
 *
 * <p>No lane, because a lane hands over each call and its caller waits for each answer: with one hand-over for all, 1,000
 * printers with four services are planned in 190 ms instead of 550, three in 21 instead of 33 (two cores, medians).
 */
final class SettingsQuestions {

    /** A service with more claims than this is a fault of its plugin. */
    static final int MAX_CLAIMS = 64;

    private static final String READ_SETTINGS = "readSettings";

    /** One service of one printer, and the factory of its type. */
    record Question(Printer printer, ServiceEntry service, PrinterServiceFactory<?> factory) {}

    /**
     * What the plugin did with one question.
     *
     * @param planned empty when it threw
     * @param thrown what it threw
     * @param mistakes what it had found in the settings by then
     * @param warnings the same
     */
    record Reply(
            Optional<PlannedService<?>> planned,
            Optional<Thrown> thrown,
            List<Problem> mistakes,
            List<Problem> warnings) {}

    /** What came out of which of the plugin's methods. */
    record Thrown(String step, Throwable thrown) {}

    private final List<Question> questions = new ArrayList<>();
    private final Duration limit;
    private final Thread thread;

    /** Which of its methods the plugin is in. */
    private volatile String step = READ_SETTINGS;

    /** Guards what follows. */
    private final Object lock = new Object();

    private final List<Reply> replies = new ArrayList<>();

    /** Since when the plugin is asked; {@link System#nanoTime}, empty before the first question. */
    private OptionalLong askedAt = OptionalLong.empty();

    /** Where the plugin was when it was given up. */
    private Optional<String> hungIn = Optional.empty();

    /**
     * Asks nothing yet.
     *
     * @param type stands in the thread's name, for instance {@code bind}
     * @param classes the plugin's, for libraries that look for their parts through the thread
     * @param limit how long the plugin may take for each question
     */
    SettingsQuestions(String type, @Nullable ClassLoader classes, Duration limit) {
        this.limit = limit;
        this.thread = new Thread(this::askAll, "plugin-" + type);
        thread.setDaemon(true);
        thread.setContextClassLoader(classes);
    }

    /**
     * Adds a question; not after {@link #start}.
     *
     * @return its place, counted from 0
     */
    int add(Question question) {
        questions.add(question);
        return questions.size() - 1;
    }

    /** Begins to ask. Does not wait. */
    void start() {
        try {
            thread.start();
        } catch (Throwable noThread) {
            // The machine has no thread left: the plugin cannot be asked anything.
            synchronized (lock) {
                questions.forEach(question -> replies.add(threw(noThread, new Problems())));
            }
        }
    }

    /**
     * Waits until the plugin came back from the last question, or was in one of them for as long as the limit. In the latter
     * case it is given up: its thread is interrupted and left alone, and whatever it still does is not heard of any more.
     */
    void await() {
        boolean isInterrupted = false;
        synchronized (lock) {
            while (replies.size() < questions.size() && hungIn.isEmpty()) {
                long left = limit.toNanos() - (askedAt.isPresent() ? System.nanoTime() - askedAt.getAsLong() : 0);
                try {
                    if (left > 0) {
                        TimeUnit.NANOSECONDS.timedWait(lock, left);
                    } else {
                        hungIn = Optional.of(step);
                        thread.interrupt();
                    }
                } catch (InterruptedException e) {
                    isInterrupted = true;
                }
            }
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The reply to a question, after {@link #await}; empty when the plugin hung in this one or in one before it. */
    Optional<Reply> reply(int place) {
        synchronized (lock) {
            return place < replies.size() ? Optional.of(replies.get(place)) : Optional.empty();
        }
    }

    /** The method that the plugin was in when it was given up. */
    String hungIn() {
        synchronized (lock) {
            return hungIn.orElse(READ_SETTINGS);
        }
    }

    private void askAll() {
        begin();
        for (Question question : questions) {
            if (!take(ask(question))) {
                return;
            }
        }
    }

    private void begin() {
        synchronized (lock) {
            askedAt = OptionalLong.of(System.nanoTime());
        }
    }

    /** Says no when nobody waits for the plugin any more, so that it is not asked anything else. */
    private boolean take(Reply reply) {
        synchronized (lock) {
            if (hungIn.isPresent()) {
                return false;
            }
            replies.add(reply);
            if (replies.size() == questions.size()) {
                lock.notifyAll();
            }
            // An interrupt that the plugin left behind is not for the next question.
            Thread.interrupted();
            askedAt = OptionalLong.of(System.nanoTime());
            return true;
        }
    }

    private Reply ask(Question question) {
        step = READ_SETTINGS;
        // The plugin may write into it at any time, also after it was given up: only what stands in it now is taken.
        Problems found = new Problems();
        try {
            PlannedService<?> planned = plan(question, question.factory(), found);
            return new Reply(Optional.of(planned), Optional.empty(), found.mistakes(), found.warnings());
        } catch (Throwable thrown) {
            return threw(thrown, found);
        }
    }

    private Reply threw(Throwable thrown, Problems found) {
        return new Reply(Optional.empty(), Optional.of(new Thrown(step, thrown)), found.mistakes(), found.warnings());
    }

    private <S> PlannedService<S> plan(Question question, PrinterServiceFactory<S> of, Problems found) {
        ServiceEntry.TrackedSettings reader = question.service().settings(found);
        S settings = of.readSettings(reader);
        if (settings == null) {
            throw new IllegalStateException("the plugin returned no settings");
        }
        reader.reportUnknownKeys();
        step = "claims";
        List<PortClaim> claims = List.copyOf(of.claims(question.printer(), settings));
        if (claims.isEmpty() || claims.size() > MAX_CLAIMS) {
            throw new IllegalStateException("expected 1 to " + MAX_CLAIMS + " claims, got " + claims.size());
        }
        return new PlannedService<>(question.printer(), question.service().type(), of, settings, claims);
    }
}
