package org.printfarm.host.config;

/**
 * Where something stands in the file.
 *
 * @param line counted from 1; 0 when no place in the file is meant
 * @param column counted from 1, in characters; 0 when no place in the file is meant
 * @param key which key it belongs to
 */
record Place(int line, int column, KeyPath key) {

    /** The place of a key that is not there: messages point to where it would have to be written. */
    Place missing(String name) {
        return new Place(line, column, key.child(name));
    }

    /** This place, for a key of the section that must not be printed. */
    Place unnamedIn(Place section) {
        return new Place(line, column, section.key().unnamed());
    }

    /** The line and column alone, for instance {@code 14:7}. */
    String position() {
        return line + ":" + column;
    }
}
