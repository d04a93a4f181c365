package org.printfarm.host.config;

import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * Says in plain words what the YAML parser stumbled over. The parser's own text is never passed on: it repeats pieces of the
 * file, which may be access codes.
 */
final class SyntaxWords {

    /**
     * What the parser says, and what it means.
     *
     * @param context a part of what the parser was doing
     * @param problem a part of what it found
     * @param words what to tell; {@code %s} is where the construct begins
     * @param atBegin true to point to where the construct begins instead of where it went wrong
     */
    private record Rule(String context, String problem, String words, boolean atBegin) {
        boolean fits(MarkedYamlEngineException e) {
            return part(e.getContext()).contains(context)
                    && part(e.getProblem()).contains(problem);
        }

        private static String part(@org.jspecify.annotations.Nullable String text) {
            return text == null ? "" : text;
        }
    }

    private static final List<Rule> RULES = List.of(
            new Rule("", "(TAB)", "a tab stands where YAML wants spaces: indent with spaces", false),
            new Rule("quoted scalar", "unexpected end of stream", "the quoted text that begins here never ends", true),
            new Rule("quoted scalar", "document separator", "the quoted text that begins here never ends", true),
            new Rule(
                    "double-quoted scalar",
                    "",
                    "a backslash in double quotes begins something that YAML does not know: double it, or use single quotes",
                    false),
            new Rule("flow sequence", "", "the list that begins at %s does not go on with , or end with ]", false),
            new Rule("flow mapping", "", "the mapping that begins at %s does not go on with , or end with }", false),
            new Rule("flow node", "", "what begins with [ or { has no end", false),
            new Rule(
                    "",
                    "mapping values are not allowed",
                    "a colon stands where none can: check the indentation of this"
                            + " line and the one above, or put the text in quotes",
                    false),
            new Rule("", "could not find expected ':'", "a colon is missing after the key", false),
            new Rule(
                    "",
                    "cannot start any token",
                    "a value cannot begin with this character: put the text in quotes",
                    false),
            new Rule("simple key", "", "a colon is missing after the key", true),
            new Rule("directive", "", "a line that begins with % is for YAML itself: put the text in quotes", false),
            new Rule(
                    "block", "expected <block end>", "the indentation does not fit the block that begins at %s", false),
            new Rule(
                    "",
                    "expected '<document start>'",
                    "this does not belong to what stands before it: check the" + " indentation",
                    false),
            new Rule("", "expected the node content", "a value is missing here", false),
            new Rule(
                    "", "sequence entries are not allowed", "a list cannot begin here: put it on its own line", false));

    private static final Rule OTHER = new Rule("", "", "this cannot be read as YAML", false);

    private SyntaxWords() {}

    static String text(MarkedYamlEngineException e) {
        String begin = e.getContextMark().map(SyntaxWords::position).orElse("its beginning");
        return "not valid YAML: " + rule(e).words().replace("%s", begin);
    }

    static SourcePosition place(MarkedYamlEngineException e, SourcePosition otherwise) {
        Optional<Mark> mark = rule(e).atBegin() ? e.getContextMark().or(e::getProblemMark) : e.getProblemMark();
        return mark.map(found -> new SourcePosition(found.getLine() + 1, found.getColumn() + 1, KeyPath.ROOT))
                .orElse(otherwise);
    }

    private static String position(Mark mark) {
        return (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
    }

    private static Rule rule(MarkedYamlEngineException e) {
        return RULES.stream().filter(rule -> rule.fits(e)).findFirst().orElse(OTHER);
    }
}
