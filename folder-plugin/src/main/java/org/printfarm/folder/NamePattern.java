package org.printfarm.folder;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.printfarm.api.driver.PrintOrder;

/**
 * What files are called: text with {@code {file}} (the name on the machine, different for each attempt), {@code {title}} (what the
 * slicer called it), {@code {job}}, {@code {task}} and {@code {plate}}. Pure.
 *
 * @param text with at least one of them
 */
record NamePattern(String text) {

    /** Of the name in UTF-8; file systems allow 255, and what is added has to fit. */
    private static final int MAX_BYTES = 200;

    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");

    /** What no file system, or none of another system that looks at the folder, has in a name. */
    private static final Pattern NO_NAME = Pattern.compile("[/\\\\:*?\"<>|\\p{Cntrl}]");

    private static final Pattern HIDDEN = Pattern.compile("^\\.+");

    /** What is wrong with a pattern, for the operator; empty when nothing is. */
    static Optional<String> mistake(String text) {
        Matcher place = PLACE.matcher(text);
        boolean any = false;
        while (place.find()) {
            any = true;
            if (!place.group(1).matches("file|title|job|task|plate")) {
                return Optional.of("expected {file}, {title}, {job}, {task} or {plate} between braces");
            }
        }
        if (!any) {
            return Optional.of("expected at least one of {file}, {title}, {job}, {task}, {plate}");
        }
        return NO_NAME.matcher(text).find()
                ? Optional.of("expected a file name without a folder or one of : * ? \" < > |")
                : Optional.empty();
    }

    /** The name for an order: no folder, nothing hidden, of bounded length. */
    String of(PrintOrder order) {
        Map<String, String> values = Map.of(
                "file", order.fileName(),
                "title", order.title(),
                "job", order.jobId(),
                "task", Integer.toString(order.taskId()),
                "plate", Integer.toString(order.plate()));
        String filled = PLACE.matcher(text)
                .replaceAll(place -> Matcher.quoteReplacement(values.getOrDefault(place.group(1), "")));
        String name =
                HIDDEN.matcher(NO_NAME.matcher(filled).replaceAll("_").strip()).replaceFirst("_");
        return name.isEmpty() ? order.jobId() : shortened(name);
    }

    /** From the front, so that what kind of file it is stays. */
    private static String shortened(String name) {
        String rest = name;
        while (rest.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            rest = rest.substring(rest.offsetByCodePoints(0, 1));
        }
        return rest;
    }
}
