package org.printfarm.host.config;

import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One entry for many printers or machines: <code>bay-[1-40]: {name: "Bay [n]", address: 192.168.1.51+}</code> → forty entries. In
 * all that stands under such a key, {@code [n]} is the number as the key counts it, with its leading zeros; the {@code +} after
 * an address counts it up from the first number on.
 *
 * <p>The entries keep the places and keys of the file, so that what is wrong with all of them is one mistake.
 */
final class NumberedEntries {

    /** Nobody has more entries of one kind. */
    static final int MAX_NUMBERS = FarmReader.MAX_PRINTERS;

    private static final Pattern RANGE = Pattern.compile("([^\\[\\]]*)\\[([0-9]{1,5})-([0-9]{1,5})]([^\\[\\]]*)");
    private static final String NUMBER = "[n]";
    private static final Set<String> COUNTED = Set.of("address", "advertise");

    private final Reporter reporter;
    private final Map<String, Node.Entry> single = new LinkedHashMap<>();

    private NumberedEntries(Reporter reporter) {
        this.reporter = reporter;
    }

    /**
     * The section with each range replaced by its entries. A range that is none, and an id that comes twice, are reported.
     *
     * @param section printers or machines
     */
    static Section expand(Section section) {
        if (section.entries().keySet().stream().noneMatch(NumberedEntries::isRange)) {
            return section;
        }
        NumberedEntries entries = new NumberedEntries(section.reporter());
        section.entries().forEach(entries::add);
        return new Section(section.place(), entries.single, section.reporter());
    }

    private static boolean isRange(String id) {
        return id.indexOf('[') >= 0;
    }

    private void add(String id, Node.Entry entry) {
        if (!isRange(id)) {
            put(id, entry);
            return;
        }
        Matcher range = RANGE.matcher(id);
        if (!range.matches()) {
            reporter.mistake(entry.place(), "expected one range of numbers in square brackets, like bay-[1-40]");
            return;
        }
        int first = Integer.parseInt(range.group(2));
        int last = Integer.parseInt(range.group(3));
        if (first > last || last - first >= MAX_NUMBERS) {
            reporter.mistake(
                    entry.place(), "expected a range from the smaller number to the larger, at most " + MAX_NUMBERS);
            return;
        }
        if ((long) (last - first + 1) * size(entry.value()) > YamlTree.MAX_NODES) {
            reporter.mistake(entry.place(), "expected at most " + YamlTree.MAX_NODES + " keys and values in all");
            return;
        }
        int width = range.group(2).length();
        for (int number = first; number <= last; number++) {
            String digits =
                    "0".repeat(Math.max(0, width - Integer.toString(number).length())) + number;
            Node value = new Numbered(digits, number - first).of(entry.value());
            put(range.group(1) + digits + range.group(4), new Node.Entry(entry.place(), value));
        }
    }

    private void put(String id, Node.Entry entry) {
        Node.Entry earlier = single.putIfAbsent(id, entry);
        if (earlier != null) {
            reporter.mistake(
                    entry.place(),
                    "expected ids of their own, got " + Printable.id(id) + " twice, first at "
                            + reporter.at(earlier.place()));
        }
    }

    private static long size(Node node) {
        if (node instanceof Node.Mapping mapping) {
            return 1
                    + mapping.entries().values().stream()
                            .mapToLong(entry -> 1 + size(entry.value()))
                            .sum();
        }
        return node instanceof Node.Sequence list
                ? 1 + list.items().stream().mapToLong(NumberedEntries::size).sum()
                : 1;
    }

    /**
     * One of the entries.
     *
     * @param digits its number
     * @param offset 0 for the first
     */
    private record Numbered(String digits, int offset) {

        Node of(Node node) {
            if (node instanceof Node.Text text) {
                return withText(text, text.text().replace(NUMBER, digits));
            }
            if (node instanceof Node.Sequence list) {
                List<Node> items = new ArrayList<>();
                list.items().forEach(item -> items.add(of(item)));
                return new Node.Sequence(list.place(), items);
            }
            if (node instanceof Node.Mapping mapping) {
                Map<String, Node.Entry> entries = new LinkedHashMap<>();
                mapping.entries().forEach((key, entry) -> entries.put(key, of(key, entry)));
                return new Node.Mapping(mapping.place(), entries);
            }
            return node;
        }

        private Node.Entry of(String key, Node.Entry entry) {
            if (COUNTED.contains(key) && entry.value() instanceof Node.Text text) {
                String written = text.text().strip();
                Optional<Inet4Address> first = written.endsWith("+")
                        ? Ipv4.parse(written.substring(0, written.length() - 1))
                        : Optional.empty();
                if (first.isPresent()) {
                    return new Node.Entry(entry.place(), withText(text, counted(first.get())));
                }
            }
            return new Node.Entry(entry.place(), of(entry.value()));
        }

        private String counted(Inet4Address first) {
            return Ipv4.of(Ipv4.bits(first) + offset).getHostAddress();
        }

        private static Node.Text withText(Node.Text text, String changed) {
            return changed.equals(text.text()) ? text : new Node.Text(text.place(), changed, text.plain());
        }
    }
}
