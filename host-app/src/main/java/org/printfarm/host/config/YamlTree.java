package org.printfarm.host.config;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * YAML or JSON text → {@link Node}s with exact places. Works on the parser's events, so that nothing is expanded: anchors,
 * aliases and tags are refused, and one node of the file is one node of the tree. Bounded in depth and number of nodes.
 */
final class YamlTree {

    /** A farm file needs six levels. */
    static final int MAX_DEPTH = 16;
    /** Keys and values: enough for {@value FarmReader#MAX_PRINTERS} printers with 75 each; some 100 MB at the worst. */
    static final int MAX_NODES = 750_000;

    /** Characters that the parser fetches at once, at the least. */
    private static final int MIN_BUFFER = 1024;

    private static final String NO_ALIASES =
            "anchors (&) and aliases (*) are not supported: write the value out, or put it under defaults";

    private final Reporter reporter;
    private final Iterator<Event> events;
    private SourcePosition last = new SourcePosition(1, 1, KeyPath.ROOT);
    private int nodes;

    private YamlTree(String text, Reporter reporter) {
        this.reporter = reporter;
        LoadSettings settings = LoadSettings.builder()
                .setLabel("farm file")
                .setCodePointLimit(Integer.MAX_VALUE)
                // All at once: the parser copies what it holds each time it fetches more, which is slow for a long
                // comment.
                .setBufferSize(Math.max(MIN_BUFFER, text.length()))
                .build();
        this.events = new Parse(settings).parseString(text).iterator();
    }

    /**
     * Reads one document.
     *
     * @return empty when the text is no YAML or holds nothing; that is reported
     */
    static Optional<Node> read(String text, Reporter reporter) {
        YamlTree tree = new YamlTree(jsonTabsAsSpaces(text), reporter);
        try {
            return tree.document();
        } catch (MarkedYamlEngineException e) {
            reporter.mistake(SyntaxWords.place(e, tree.last), SyntaxWords.text(e));
        } catch (TooMuch e) {
            reporter.mistake(e.place, "expected at most " + e.limit);
        } catch (YamlEngineException | IllegalArgumentException | IndexOutOfBoundsException e) {
            // The parser's own slips, for instance on an escape beyond Unicode: it tells no place.
            reporter.mistake(tree.last, "what stands after this cannot be read as YAML");
        }
        return Optional.empty();
    }

    /** JSON may be indented with tabs, which this YAML parser does not take. Columns stay what they are. */
    private static String jsonTabsAsSpaces(String text) {
        return text.stripLeading().startsWith("{") ? text.replace('\t', ' ') : text;
    }

    private Optional<Node> document() {
        next();
        Event event = next();
        if (event.getEventId() == Event.ID.StreamEnd) {
            reporter.mistake(new SourcePosition(1, 1, KeyPath.ROOT), "the file is empty: expected at least printers");
            return Optional.empty();
        }
        Node root = node(next(), KeyPath.ROOT, 1);
        next();
        Event end = next();
        if (end.getEventId() != Event.ID.StreamEnd) {
            reporter.mistake(place(end, KeyPath.ROOT), "expected one YAML document, got a second one");
        }
        return Optional.of(root);
    }

    private Event next() {
        Event event = events.next();
        last = place(event, KeyPath.ROOT);
        return event;
    }

    private Node node(Event event, KeyPath key, int depth) {
        if (++nodes > MAX_NODES) {
            throw new TooMuch(last, MAX_NODES + " keys and values in all");
        }
        SourcePosition place = place(event, key);
        if (event.getEventId() == Event.ID.Alias) {
            reporter.mistake(place, NO_ALIASES);
            return new Node.Broken(place);
        }
        boolean sound = hasNoAnchorOrTag(event, place);
        if (depth > MAX_DEPTH && event instanceof CollectionStartEvent) {
            throw new TooMuch(place, MAX_DEPTH + " levels");
        }
        Node node = value(event, place, depth);
        return sound ? node : new Node.Broken(place);
    }

    private Node value(Event event, SourcePosition place, int depth) {
        if (event instanceof MappingStartEvent) {
            return mapping(place, depth);
        }
        if (event instanceof SequenceStartEvent) {
            return sequence(place, depth);
        }
        ScalarEvent scalar = (ScalarEvent) event;
        return new Node.Text(place, scalar.getValue(), scalar.getScalarStyle() == ScalarStyle.PLAIN);
    }

    private Node mapping(SourcePosition place, int depth) {
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        for (Event event = next(); !(event instanceof CollectionEndEvent); event = next()) {
            entry(event, place.key(), depth, entries);
        }
        return new Node.Mapping(place, entries);
    }

    private void entry(Event event, KeyPath parent, int depth, Map<String, Node.Entry> entries) {
        Node keyNode = node(event, parent, depth + 1);
        if (!(keyNode instanceof Node.Text text)) {
            reporter.expected("a key", keyNode);
            node(next(), parent, depth + 1);
            return;
        }
        KeyPath key = parent.child(text.text());
        SourcePosition place =
                new SourcePosition(text.place().line(), text.place().column(), key);
        Node value = node(next(), key, depth + 1);
        if (text.text().equals("<<")) {
            reporter.mistake(place, "merge keys (<<) are not supported: put what printers share under defaults");
            return;
        }
        Node.Entry first = entries.putIfAbsent(text.text(), new Node.Entry(place, value));
        if (first != null) {
            reporter.mistake(place, "written twice, first at " + reporter.at(first.place()));
        }
    }

    private Node sequence(SourcePosition place, int depth) {
        List<Node> items = new ArrayList<>();
        for (Event event = next(); !(event instanceof CollectionEndEvent); event = next()) {
            items.add(node(event, place.key().item(items.size()), depth + 1));
        }
        return new Node.Sequence(place, items);
    }

    private boolean hasNoAnchorOrTag(Event event, SourcePosition place) {
        if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            reporter.mistake(place, NO_ALIASES);
            return true;
        }
        boolean tagged = (event instanceof ScalarEvent scalar && scalar.getTag().isPresent())
                || (event instanceof CollectionStartEvent start
                        && start.getTag().isPresent());
        if (tagged) {
            reporter.mistake(
                    place, "tags (!) are not supported: write the value without, in quotes where it needs them");
        }
        return !tagged;
    }

    private static SourcePosition place(Event event, KeyPath key) {
        return event.getStartMark()
                .map(mark -> new SourcePosition(mark.getLine() + 1, mark.getColumn() + 1, key))
                .orElseGet(() -> new SourcePosition(0, 0, key));
    }

    /** Ends the reading: going on could take the parser very long. */
    private static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient SourcePosition place;
        private final String limit;

        TooMuch(SourcePosition place, String limit) {
            super("more than " + limit);
            this.place = place;
            this.limit = limit;
        }
    }
}
