package org.printfarm.web.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of the page, which are in the plugin. A name is looked up as it is, and only one that can be one of them. */
public final class PageFiles {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}\\.([a-z0-9]{2,5})");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "ico", "image/x-icon",
            "json", "application/json",
            "woff2", "font/woff2");

    private final ConcurrentMap<String, HttpReply> known = new ConcurrentHashMap<>();

    public PageFiles() {}

    /** A file; empty when there is none of that name. */
    public Optional<HttpReply> of(String name) {
        Matcher matcher = NAME.matcher(name);
        String type = matcher.matches() ? TYPES.get(matcher.group(1)) : null;
        if (type == null) {
            return Optional.empty();
        }
        HttpReply found = known.get(name);
        return found != null ? Optional.of(found) : read(name, type);
    }

    private Optional<HttpReply> read(String name, String type) {
        try (InputStream in = PageFiles.class.getResourceAsStream("/web/" + name)) {
            if (in == null) {
                return Optional.empty();
            }
            HttpReply reply = new HttpReply(200, type, in.readAllBytes(), Map.of());
            known.put(name, reply);
            return Optional.of(reply);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
