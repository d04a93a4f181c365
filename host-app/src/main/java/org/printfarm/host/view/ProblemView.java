package org.printfarm.host.view;

/**
 * Something the operator should mend.
 *
 * @param file the file it stands in
 * @param line counted from 1; 0 when no place in the file is meant
 * @param column counted from 1; 0 when no place in the file is meant
 * @param key the dotted path, for instance {@code printers.bay-1.model}; may be empty
 * @param message what was expected, what was found, and how to mend it
 */
public record ProblemView(String file, int line, int column, String key, String message) {

    /** For instance {@code farm.yaml:14:7 printers.bay-1.model: expected a model, got "PS1" (did you mean P1S?)}. */
    @Override
    public String toString() {
        String place = line > 0 ? file + ":" + line + ":" + column : file;
        return key.isEmpty() ? place + " " + message : place + " " + key + ": " + message;
    }
}
