package org.printfarm.ftp.protocol;

import java.util.Locale;

/**
 * One line of a client: a command and what follows it.
 *
 * @param verb the command in upper case, 1 to {@value #MAX_VERB_LENGTH} of {@code A-Z}; empty when the line has no command
 * @param argument what follows the first blank, kept as it is because file names may begin and end with blanks; empty when
 *     there is nothing
 */
public record CommandLine(String verb, String argument) {

    /** The longest command, letters. No command of RFC 959, 2228, 2389, 2428 or 3659 is longer than 4. */
    public static final int MAX_VERB_LENGTH = 8;

    /**
     * Takes a line apart.
     *
     * @param line a line without its end, may be empty
     * @return the parts; never fails
     */
    public static CommandLine parse(String line) {
        int blank = line.indexOf(' ');
        String verb = blank < 0 ? line : line.substring(0, blank);
        String argument = blank < 0 ? "" : line.substring(blank + 1);
        return isVerb(verb) ? new CommandLine(verb.toUpperCase(Locale.ROOT), argument) : new CommandLine("", argument);
    }

    private static boolean isVerb(String word) {
        return !word.isEmpty()
                && word.length() <= MAX_VERB_LENGTH
                && word.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'));
    }

    /** Tells sizes only: a line may hold a password, and all of it comes from a peer. */
    @Override
    public String toString() {
        return "CommandLine[argument of " + argument.length() + " characters]";
    }
}
