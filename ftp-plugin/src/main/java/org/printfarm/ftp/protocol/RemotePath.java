package org.printfarm.ftp.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A place on the printer's card: folders and a name, from the card's root. It holds no {@code ..}, so it cannot leave the card.
 *
 * @param names from the root down; empty for the root itself; none is empty, {@code .} or {@code ..}
 */
public record RemotePath(List<String> names) {

    /** The root. */
    public static final RemotePath ROOT = new RemotePath(List.of());

    /** The deepest path, names. */
    public static final int MAX_DEPTH = 16;

    /** The longest name, bytes of UTF-8: what the usual file systems allow. */
    public static final int MAX_NAME_BYTES = 255;

    /** Copies the list. */
    public RemotePath {
        names = List.copyOf(names);
    }

    /**
     * Follows a path that a client sent. {@code ..} at the root stays there, as on a real card.
     *
     * @param sent absolute or relative to this place; empty means this place
     * @return the place; empty when the path is too deep, or a name is too long or has control characters
     */
    public Optional<RemotePath> resolve(String sent) {
        List<String> result = new ArrayList<>(sent.startsWith("/") ? List.of() : names);
        for (String name : sent.split("/", -1)) {
            if (name.equals("..")) {
                if (!result.isEmpty()) {
                    result.remove(result.size() - 1);
                }
            } else if (!name.isEmpty() && !name.equals(".")) {
                if (result.size() == MAX_DEPTH || !isName(name)) {
                    return Optional.empty();
                }
                result.add(name);
            }
        }
        return Optional.of(new RemotePath(result));
    }

    /**
     * By which rule a path that a client sent is none.
     *
     * @param sent absolute or relative to this place
     * @return a word that can stand in a log; empty when {@link #resolve} takes the path
     */
    public Optional<String> refusal(String sent) {
        if (resolve(sent).isPresent()) {
            return Optional.empty();
        }
        if (sent.codePoints().anyMatch(Character::isISOControl)) {
            return Optional.of("CONTROL_CHARACTER_IN_NAME");
        }
        boolean allNames = Stream.of(sent.split("/", -1)).allMatch(RemotePath::isName);
        return Optional.of(allNames ? "PATH_TOO_DEEP" : "NAME_TOO_LONG");
    }

    private static boolean isName(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length <= MAX_NAME_BYTES
                && name.codePoints().noneMatch(Character::isISOControl);
    }

    /**
     * Whether this is the root.
     *
     * @return true when there is no name
     */
    public boolean isRoot() {
        return names.isEmpty();
    }

    /**
     * The folder above.
     *
     * @return the root for the root
     */
    public RemotePath parent() {
        return isRoot() ? this : new RemotePath(names.subList(0, names.size() - 1));
    }

    /**
     * The last name.
     *
     * @return empty for the root
     */
    public String name() {
        return isRoot() ? "" : names.get(names.size() - 1);
    }

    /**
     * This place as seen from a folder above it.
     *
     * @param folder where the way begins
     * @return names with {@code /} between them and none in front; from the root when the folder is not above this place
     */
    public String from(RemotePath folder) {
        int depth = folder.names.size();
        boolean below = names.size() > depth && names.subList(0, depth).equals(folder.names);
        return String.join("/", below ? names.subList(depth, names.size()) : names);
    }

    /** For instance {@code /cache/cube.3mf}; {@code /} for the root. */
    @Override
    public String toString() {
        return "/" + String.join("/", names);
    }
}
