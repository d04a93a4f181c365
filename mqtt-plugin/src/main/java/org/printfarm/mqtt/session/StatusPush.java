package org.printfarm.mqtt.session;

import java.util.Collection;
import java.util.Optional;
import org.printfarm.api.job.JobIntake;
import org.printfarm.api.job.PrintRequest;

/** Sends the status to sessions, and tells the intake who was shown the own print running. On the printer's loop. */
final class StatusPush {

    private final StatusFeed feed;
    private final JobIntake intake;

    StatusPush(StatusFeed feed, JobIntake intake) {
        this.feed = feed;
        this.intake = intake;
    }

    /** Sends the current status to those that watch; while none does it is not even written. */
    void toAll(Collection<Session> sessions) {
        if (sessions.stream().anyMatch(Session::isWatching)) {
            to(sessions, feed.now());
        }
    }

    /** Sends one status; sessions that do not watch get none. */
    void to(Collection<Session> sessions, byte[] status) {
        Optional<PrintRequest> running = feed.running();
        for (Session session : sessions) {
            session.statusTopics().forEach((topic, qos) -> session.client().sendStatus(topic, qos, status));
            running.filter(request -> isSeenBy(session, request)).ifPresent(intake::runningSeen);
        }
    }

    private static boolean isSeenBy(Session session, PrintRequest request) {
        return session.isWatching()
                && request.from().equals(session.client().peer().getAddress());
    }
}
