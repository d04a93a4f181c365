package org.printfarm.host.config;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Puts machines into the text of a configuration, which stays as people wrote it. Pure. */
public final class MachinesText {

    private static final Pattern KEY = Pattern.compile("(?m)^machines:[ \\t]*(\\{[ \\t]*\\})?[ \\t]*(#.*)?\\r?$");
    private static final Pattern ANY_KEY = Pattern.compile("(?m)^['\"]?machines['\"]?[ \\t]*:");
    private static final Pattern FIRST_ENTRY = Pattern.compile("\\G\\r?\\n(?:[ \\t]*(?:#.*)?\\r?\\n)*([ ]+)\\S");
    private static final String USUAL_INDENT = "  ";

    private MachinesText() {}

    /**
     * The text with more machines, their codes in files.
     *
     * @param text the configuration
     * @param machines what comes to it
     * @return empty when {@code machines} stands there in a form that lines cannot be added to
     */
    public static Optional<String> with(String text, List<MachineDraft> machines) {
        return with(text, machines, MachineDraft::line);
    }

    /**
     * The same with their codes in it, to be checked.
     *
     * @param text the configuration
     * @param machines what comes to it
     * @return as {@link #with(String, List)}
     */
    public static Optional<String> withCodes(String text, List<MachineDraft> machines) {
        return with(text, machines, MachineDraft::lineWithCode);
    }

    private static Optional<String> with(
            String text, List<MachineDraft> machines, Function<MachineDraft, String> line) {
        Matcher key = KEY.matcher(text);
        if (!key.find()) {
            return ANY_KEY.matcher(text).find()
                    ? Optional.empty()
                    : Optional.of(text + (text.isEmpty() || text.endsWith("\n") ? "" : "\n") + "machines:\n"
                            + lines(machines, line, USUAL_INDENT));
        }
        Matcher entry = FIRST_ENTRY.matcher(text);
        String indent = entry.find(key.end()) ? entry.group(1) : USUAL_INDENT;
        String comment = key.group(2) == null ? "" : " " + key.group(2);
        String rest = text.substring(key.end());
        return Optional.of(text.substring(0, key.start()) + "machines:" + comment + "\n"
                + lines(machines, line, indent)
                + (rest.startsWith("\n") ? rest.substring(1) : rest));
    }

    private static String lines(List<MachineDraft> machines, Function<MachineDraft, String> line, String indent) {
        return machines.stream().map(one -> indent + line.apply(one) + "\n").collect(Collectors.joining());
    }
}
