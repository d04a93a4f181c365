package org.printfarm.host.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The text of a configuration as people may see it: without secrets, whoever reads it and for what service they are. */
public final class ShownText {

    /** In place of a secret. */
    public static final String MASK = "•••";

    /** Keys whose values are secret, or may hold one as addresses of webhooks and commands do; those of plugins too. */
    private static final Pattern SECRET =
            Pattern.compile("(?i).*(code|pass|secret|token|credential|webhook|url|command).*|(.*-)?key");

    /** A URL with a password in it, which the farm does not take. */
    private static final Pattern SIGN_IN = Pattern.compile("://[^/]*:[^/]*@");

    /** A text of these many characters is masked wherever it stands, also in a comment. */
    private static final int TELLING = 4;

    private final Deque<Level> levels = new ArrayDeque<>();
    private final List<Span> spans = new ArrayList<>();
    private final List<String> secrets = new ArrayList<>();

    private ShownText() {}

    /** Where a secret stands, in code points. */
    private record Span(int from, int to) {}

    /** What comes next in a mapping. */
    private enum Next {
        KEY,
        VALUE,
        SECRET
    }

    /** One mapping or list; in a mapping, the secrecy of the value that comes next. */
    private static final class Level {
        private final boolean isMapping;
        private final boolean isSecret;
        private Next next = Next.KEY;

        Level(boolean isMapping, boolean isSecret) {
            this.isMapping = isMapping;
            this.isSecret = isSecret;
        }
    }

    /**
     * Reads a file.
     *
     * @return what may be seen of it; empty where it cannot be read, or where it is no YAML, so that nobody knows what in it is secret
     */
    public static Optional<String> of(Path file) {
        return SourceText.read(file, new Reporter(file, new Problems(), new References(file, name -> Optional.empty())))
                .flatMap(ShownText::masked);
    }

    /** The same of the demo farm's. */
    public static String ofDemo() {
        return masked(new String(ConfigLoader.demo(), StandardCharsets.UTF_8)).orElseThrow();
    }

    /** The same of a text. */
    static Optional<String> masked(String text) {
        ShownText shown = new ShownText();
        try {
            LoadSettings settings =
                    LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();
            new Parse(settings).parseString(text).forEach(shown::take);
        } catch (YamlEngineException | IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
        return Optional.of(shown.without(text));
    }

    private void take(Event event) {
        Level level = levels.peek();
        boolean isKey = level != null && level.isMapping && level.next == Next.KEY;
        boolean isSecret = level != null && (level.isSecret || (level.isMapping && level.next == Next.SECRET));
        if (event instanceof MappingStartEvent || event instanceof SequenceStartEvent) {
            turn(level, isKey, "");
            levels.push(new Level(event instanceof MappingStartEvent, isSecret));
        } else if (event.getEventId() == Event.ID.MappingEnd || event.getEventId() == Event.ID.SequenceEnd) {
            levels.pop();
        } else if (event instanceof ScalarEvent scalar) {
            if (!isKey && (isSecret || SIGN_IN.matcher(scalar.getValue()).find())) {
                mask(scalar);
            }
            turn(level, isKey, scalar.getValue());
        } else if (event.getEventId() == Event.ID.Alias) {
            // The farm takes none, and what it stands for would have been shown.
            throw new IllegalArgumentException("an alias");
        }
    }

    /** From a key to its value, and from there to the next key. */
    private static void turn(@Nullable Level level, boolean isKey, String key) {
        if (level != null && level.isMapping) {
            level.next = !isKey ? Next.KEY : SECRET.matcher(key).matches() ? Next.SECRET : Next.VALUE;
        }
    }

    private void mask(ScalarEvent scalar) {
        int from = scalar.getStartMark().orElseThrow().getIndex();
        int to = scalar.getEndMark().orElseThrow().getIndex();
        spans.add(new Span(from, to));
        if (scalar.getValue().length() >= TELLING) {
            secrets.add(scalar.getValue());
        }
    }

    private String without(String text) {
        int[] points = text.codePoints().toArray();
        StringBuilder shown = new StringBuilder();
        int at = 0;
        for (Span span : spans) {
            shown.append(new String(points, at, span.from() - at)).append(MASK);
            at = span.to();
        }
        shown.append(new String(points, at, points.length - at));
        String told = shown.toString();
        for (String secret : secrets) {
            told = told.replace(secret, MASK);
        }
        return told;
    }
}
