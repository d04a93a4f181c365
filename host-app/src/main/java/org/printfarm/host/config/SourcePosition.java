package org.printfarm.host.config;

/**
 * Where something stands in the file.
 *
 * @param line counted from 1; 0 when no place in the file is meant
 * @param column counted from 1, in characters; 0 when no place in the file is meant
 * @param key which key it belongs to
 */
record SourcePosition(int line, int column, KeyPath key) {

    /** The place of a key that is not there: messages point to where it would have to be written. */
    SourcePosition missing(String name) {
        return new SourcePosition(line, column, key.child(name));
    }

    /** This place, for a key of the section that must not be printed. */
    SourcePosition unnamedIn(SourcePosition section) {
        return new SourcePosition(line, column, section.key().unnamed());
    }

    /** The line and column alone, for instance {@code 14:7}. */
    String position() {
        return line + ":" + column;
    }
}
