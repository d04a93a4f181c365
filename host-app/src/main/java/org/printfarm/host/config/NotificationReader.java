package org.printfarm.host.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.printfarm.api.settings.Secret;
import org.printfarm.host.text.Suggestion;

/** The section {@code farm.notifications} → {@link NotificationEntry}, with every mistake reported on the way. */
final class NotificationReader {

    /** More are a mistake: each has a queue and a thread of its own. */
    static final int MOST = 32;

    private static final String WEBHOOK = "webhook";
    private static final String MAIL = "mail";
    private static final String ADDRESS = "[^\\s\\p{Cntrl}<>,;@\"]{1,64}@[A-Za-z0-9.-]{1,255}";

    /** As every mail program of Unix provides it: recipients from the mail's head, and a full stop alone ends nothing. */
    private static final List<String> SENDMAIL = List.of("sendmail", "-t", "-i");

    private NotificationReader() {}

    /** In the order of the file. */
    static List<NotificationEntry> read(Section section) {
        List<NotificationEntry> read = new ArrayList<>();
        Reporter reporter = section.reporter();
        if (section.entries().size() > MOST) {
            reporter.mistake(section.place(), "expected at most " + MOST + " notifications");
            return read;
        }
        section.entries().forEach((id, entry) -> {
            EntryId.check(id, entry.place(), reporter);
            if (entry.value().isMappingOrNothing()) {
                read.add(one(id, Section.of(entry, reporter)));
            } else {
                reporter.expected("a notification's settings", entry.value());
            }
        });
        return read;
    }

    private static NotificationEntry one(String id, Section section) {
        MergedSettings own = new MergedSettings(section);
        Optional<Secret> webhook = own.secret(WEBHOOK);
        if (webhook.isPresent() && !isUrl(webhook.get())) {
            own.mistake(WEBHOOK, "expected a URL that begins with http:// or https://");
        }
        Optional<Secret> secret = own.secret("secret");
        List<String> mail = own.texts(MAIL, List.of());
        if (!mail.stream().allMatch(address -> address.matches(ADDRESS))) {
            own.mistake(MAIL, "expected an address as shop@example.org, or a list of them");
        }
        List<String> command = own.texts("command", SENDMAIL);
        if (section.has(WEBHOOK) == section.has(MAIL)) {
            section.reporter().mistake(section.place(), "expected one of webhook and mail");
        }
        Set<NotificationKind> on = kinds(own);
        own.reportUnknownKeys();
        return new NotificationEntry(id, on, webhook, secret, mail, command);
    }

    private static Set<NotificationKind> kinds(MergedSettings own) {
        Set<NotificationKind> kinds = EnumSet.noneOf(NotificationKind.class);
        for (String word : own.texts("on", NotificationKind.words())) {
            Optional<NotificationKind> kind = NotificationKind.of(word);
            if (kind.isEmpty()) {
                own.mistake(
                        "on",
                        "expected " + Suggestion.either(NotificationKind.words()) + ", got " + Printable.value(word)
                                + Suggestion.of(word, NotificationKind.words()));
            }
            kind.ifPresent(kinds::add);
        }
        return kinds;
    }

    private static boolean isUrl(Secret text) {
        try {
            URI url = new URI(text.revealClearText());
            return url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
