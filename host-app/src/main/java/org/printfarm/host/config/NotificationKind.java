package org.printfarm.host.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a notification is about. */
public enum NotificationKind {
    /** A machine ended a print as it should be. */
    FINISHED,
    /** A machine ended a print otherwise. */
    FAILED,
    /** A print is paused, by the machine or by a person. */
    PAUSED,
    /** A job is held: a person has to look at it. */
    HELD,
    /** A machine takes nothing until somebody confirms that its plate is clear. */
    PLATE_WAITS,
    /** A machine was paused and takes no jobs, by the farm or by a person. */
    MACHINE_TRIPPED;

    /** As it stands in the file. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<NotificationKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(NotificationKind::word).toList();
    }
}
