package org.printfarm.host.config;

import java.nio.file.Path;
import org.printfarm.host.text.SafeText;

/**
 * Turns places of one file into problems.
 *
 * @param file as the operator named it
 * @param problems where they are collected
 * @param references what references in the file mean
 */
record Reporter(Path file, Problems problems, References references) {

    /** The longest message, characters: a plugin may make one too. */
    private static final int MESSAGE_LENGTH = 4_096;

    /** The same for other problems. */
    Reporter into(Problems others) {
        return new Reporter(file, others, references);
    }

    void mistake(SourcePosition place, String message) {
        problems.mistake(problem(place, message));
    }

    void warning(SourcePosition place, String message) {
        problems.warning(problem(place, message));
    }

    /** The usual form of a mistake. */
    void expected(String expected, Node got) {
        if (!(got instanceof Node.Broken)) {
            mistake(got.place(), "expected " + expected + ", got " + got.description());
        }
    }

    Problem problem(SourcePosition place, String message) {
        return new Problem(
                file, place.line(), place.column(), place.key().toString(), SafeText.sentence(message, MESSAGE_LENGTH));
    }

    /** For instance {@code farm.yaml:14:7}, to point from one place to another. */
    String at(SourcePosition place) {
        return file + ":" + place.position();
    }
}
