package org.printfarm.host.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.printfarm.api.settings.Secret;

/**
 * Who is told of what: one entry of {@code farm.notifications}. One of {@code webhook} and {@code mail} is there.
 *
 * @param id its name in the file
 * @param on what it is told of
 * @param webhook the URL that is posted to; a secret, for whoever knows it may post there
 * @param secret signs what is posted
 * @param mail who gets a mail
 * @param command the program that takes the mail on its standard input, with its arguments
 */
public record NotificationEntry(
        String id,
        Set<NotificationKind> on,
        Optional<Secret> webhook,
        Optional<Secret> secret,
        List<String> mail,
        List<String> command) {

    public NotificationEntry {
        on = Set.copyOf(on);
        mail = List.copyOf(mail);
        command = List.copyOf(command);
    }
}
