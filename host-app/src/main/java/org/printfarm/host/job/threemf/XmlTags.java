package org.printfarm.host.job.threemf;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tags of a text that should be XML, one after the other. A tag that is none is passed over, and so are comments, declarations
 * and a DTD: a parser that keeps the rules would lose all that follows the first fault. Entities but the five of XML and
 * characters by number stay as they are. Takes time in proportion to the text.
 */
final class XmlTags {

    private static final Pattern TAG = Pattern.compile(
            "<(/?)([A-Za-z_][A-Za-z0-9_.:-]{0,63}+)((?:\\s++[^\\s=<>\"'/]++\\s*+=\\s*+(?:\"[^\"<]*+\"|'[^'<]*+'))*+)\\s*+/?>");
    private static final Pattern ATTRIBUTE =
            Pattern.compile("([^\\s=<>\"'/]++)\\s*+=\\s*+(?:\"([^\"<]*+)\"|'([^'<]*+)')");
    private static final Pattern ENTITY =
            Pattern.compile("&(?:(amp|lt|gt|quot|apos)|#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6}));");
    private static final Map<String, String> ENTITIES =
            Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'");
    private static final String COMMENT = "<!--";
    private static final String COMMENT_END = "-->";

    private final String text;
    private final Matcher tag;
    private final Map<String, String> attributes = new HashMap<>();
    private int position;

    XmlTags(String text) {
        this.text = text;
        this.tag = TAG.matcher(text);
    }

    /** Goes to the next tag; false at the end. */
    boolean next() {
        while (true) {
            int open = text.indexOf('<', position);
            if (open < 0) {
                return false;
            }
            if (text.startsWith(COMMENT, open)) {
                int end = text.indexOf(COMMENT_END, open + COMMENT.length());
                position = end < 0 ? text.length() : end + COMMENT_END.length();
            } else if (tag.region(open, text.length()).lookingAt()) {
                position = tag.end();
                readAttributes(tag.group(3));
                return true;
            } else {
                position = open + 1;
            }
        }
    }

    /** The tag's name. */
    String name() {
        return tag.group(2);
    }

    /** Whether it ends an element. */
    boolean isEnd() {
        return !tag.group(1).isEmpty();
    }

    /** An attribute's value; empty text when it is not there. */
    String attribute(String name) {
        return attributes.getOrDefault(name, "");
    }

    private void readAttributes(String written) {
        attributes.clear();
        Matcher one = ATTRIBUTE.matcher(written);
        while (one.find()) {
            String value = one.group(2) == null ? one.group(3) : one.group(2);
            attributes.putIfAbsent(one.group(1), plain(value));
        }
    }

    private static String plain(String value) {
        return ENTITY.matcher(value).replaceAll(entity -> Matcher.quoteReplacement(character(entity)));
    }

    private static String character(MatchResult entity) {
        if (entity.group(1) != null) {
            return ENTITIES.getOrDefault(entity.group(1), "");
        }
        int code = entity.group(2) != null ? Integer.parseInt(entity.group(2)) : Integer.parseInt(entity.group(3), 16);
        return Character.isValidCodePoint(code) ? Character.toString(code) : "";
    }
}
