package org.printfarm.host.job.threemf;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The name of an upload, cleaned: no empty parts, no {@code .}, no leading {@code /}. It is a text in the record and never
 * becomes a path on disk.
 *
 * <p>{@code .3mf} files (in any case of letters) must be whole archives. {@code .gcode} and every other name are taken as they
 * come, as a printer's card takes them; nothing is read from them.
 *
 * @param text the parts, joined by {@code /}
 */
public record UploadName(String text) {

    /** The longest name, UTF-16 characters. */
    static final int MAX_LENGTH = 1024;

    /**
     * The largest probe, bytes. Probes of up to about 1 KB were seen; a file of this name that is larger than any of them would
     * be lost if it were taken for one. Source: protocol notes, section 5.
     */
    static final int MAX_PROBE_BYTES = 4096;

    private static final String PROBE = "verify_job";
    private static final String ARCHIVE_SUFFIX = ".3mf";

    /** Cleans a name; empty when it cannot be used: nothing is left, it leads outside, is too long or has control characters. */
    public static Optional<UploadName> of(String path) {
        if (path.length() > MAX_LENGTH || path.chars().anyMatch(Character::isISOControl)) {
            return Optional.empty();
        }
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                return Optional.empty();
            }
            if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(new UploadName(String.join("/", parts)));
    }

    /** Whether it must be a whole archive. */
    public boolean isArchive() {
        return text.toLowerCase(Locale.ROOT).endsWith(ARCHIVE_SUFFIX);
    }

    /** Whether a file of this name and size is only a slicer's probe: its name tells, not how small it is. */
    public boolean isProbe(long bytes) {
        boolean named = text.equals(PROBE) || text.endsWith("/" + PROBE);
        return named && bytes <= MAX_PROBE_BYTES;
    }

    /**
     * Whether a request for one means the other: they are the same, or one is the other without its folder. Slicers upload to
     * {@code /cache/x.3mf} and print {@code x.3mf}. Composed and decomposed letters are the same: macOS sends the latter.
     */
    public boolean means(UploadName other) {
        String one = Normalizer.normalize(text, Normalizer.Form.NFC);
        String two = Normalizer.normalize(other.text, Normalizer.Form.NFC);
        return one.equals(two) || one.endsWith("/" + two) || two.endsWith("/" + one);
    }

    /** The name as it is, composed and decomposed: what a search for {@link #means} must try. */
    public Stream<String> spellings() {
        return Stream.of(
                        text,
                        Normalizer.normalize(text, Normalizer.Form.NFC),
                        Normalizer.normalize(text, Normalizer.Form.NFD))
                .distinct();
    }
}
