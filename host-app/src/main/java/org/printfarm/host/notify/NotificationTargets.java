package org.printfarm.host.notify;

import java.util.List;
import org.printfarm.host.config.NotificationEntry;

/** All who are told of something. Any thread; nobody waits for them. */
public final class NotificationTargets implements AutoCloseable {

    private final List<NotificationTarget> targets;

    private NotificationTargets(List<NotificationTarget> targets) {
        this.targets = targets;
    }

    /** Those of the configuration. Nothing is sent before something is told. */
    public static NotificationTargets of(List<NotificationEntry> entries) {
        return new NotificationTargets(entries.stream()
                .map(entry -> new NotificationTarget(entry, sender(entry), NotificationTarget.FIRST_PAUSE))
                .toList());
    }

    private static NotificationSender sender(NotificationEntry entry) {
        return entry.webhook().isPresent()
                ? new WebhookSender(entry.webhook().get(), entry.secret())
                : new MailSender(entry.mail(), entry.command());
    }

    void tell(Notification notification) {
        targets.forEach(target -> target.tell(notification));
    }

    /** What was not sent yet is lost. At once. */
    @Override
    public void close() {
        targets.forEach(NotificationTarget::close);
    }
}
