package org.printfarm.bind.frame;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Bytes from a client and what they are: {@code frames/NAME.hex} with {@code frames/NAME.expected} beside it. */
public final class FrameVector {

    private final String name;
    private final byte[] bytes;
    private final String frame;
    private final Optional<String> request;

    private FrameVector(String name, byte[] bytes, String frame, Optional<String> request) {
        this.name = name;
        this.bytes = bytes;
        this.frame = frame;
        this.request = request;
    }

    /** The request that was captured from a slicer. */
    public static FrameVector captured() {
        return all().filter(vector -> vector.name.equals("captured-detect"))
                .findFirst()
                .orElseThrow();
    }

    /** Every vector. */
    public static Stream<FrameVector> all() {
        try (Stream<Path> files = Files.list(folder())) {
            List<FrameVector> vectors = files.filter(file -> file.toString().endsWith(".hex"))
                    .sorted()
                    .map(FrameVector::read)
                    .toList();
            return vectors.stream();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the client sends, from the first byte on. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** {@code complete SIZE}, {@code malformed FAULT LENGTH} or {@code incomplete}. */
    public String frame() {
        return frame;
    }

    /** For a complete frame, the command or the request's fault. */
    public Optional<String> request() {
        return request;
    }

    /** Whether the client gets an answer with default settings. */
    public boolean isAnswered() {
        return request.filter("DETECT"::equals).isPresent();
    }

    private static Path folder() {
        URL frames = Objects.requireNonNull(FrameVector.class.getResource("/frames"), "frames");
        try {
            return Path.of(frames.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static FrameVector read(Path hex) {
        String name = hex.getFileName().toString().replace(".hex", "");
        try {
            String digits = Files.readAllLines(hex).stream()
                    .filter(line -> !line.startsWith("#"))
                    .collect(Collectors.joining())
                    .replace(" ", "");
            List<String> expected = Files.readAllLines(hex.resolveSibling(name + ".expected"));
            return new FrameVector(
                    name,
                    HexFormat.of().parseHex(digits),
                    value(expected, "frame: ").orElseThrow(),
                    value(expected, "request: "));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<String> value(List<String> lines, String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(key.length()))
                .findFirst();
    }

    @Override
    public String toString() {
        return name;
    }
}
