package org.printfarm.api.settings;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.printfarm.api.annotation.HostProvided;
import org.printfarm.api.service.PrinterServiceFactory;

/**
 * What the operator wrote for one service of one printer. Provided by the host; used only during {@link
 * PrinterServiceFactory#readSettings}, on its thread.
 *
 * <p>Keys are kebab-case. A wrong value is reported to the operator with file, line, column and key, and the default is
 * handed out, so that reading goes on and all mistakes show in one run. No method throws because of what the operator wrote.
 *
 * @since 1.0
 */
@HostProvided
public interface SettingsReader {

    /**
     * A port.
     *
     * @param key for instance {@code plain-port}
     * @param defaultPort what it is when the key is absent or wrong
     * @return 1 to 65535
     */
    int port(String key, int defaultPort);

    /**
     * An IPv4 address and a port to listen on, written {@code 192.168.1.5:8880}. Names are never looked up.
     *
     * @param key for instance {@code listen}
     * @param minPort 0 where that may stand for any free port, otherwise 1
     * @return the address, which may be 0.0.0.0, and a port from {@code minPort} to 65535; empty when the key is absent or wrong
     */
    Optional<InetSocketAddress> address(String key, int minPort);

    /**
     * Ports in a row, written {@code 50000-50009}, or one port.
     *
     * @param key for instance {@code passive-ports}
     * @param defaultRange what it is when the key is absent or wrong
     * @return the range
     */
    PortRange portRange(String key, PortRange defaultRange);

    /**
     * A whole number.
     *
     * @param key the key
     * @param min the smallest that is allowed
     * @param max the largest that is allowed
     * @param defaultNumber what it is when the key is absent or wrong
     * @return {@code min} to {@code max}
     */
    int number(String key, int min, int max, int defaultNumber);

    /**
     * A duration, written {@code 500ms}, {@code 10s}, {@code 5m}, {@code 1h} or {@code 30d}.
     *
     * @param key for instance {@code read-timeout}
     * @param min the shortest that is allowed
     * @param max the longest that is allowed
     * @param defaultDuration what it is when the key is absent or wrong
     * @return {@code min} to {@code max}
     */
    Duration duration(String key, Duration min, Duration max, Duration defaultDuration);

    /**
     * A size, written {@code 512}, {@code 64KiB}, {@code 10MiB} or {@code 4GiB}.
     *
     * @param key for instance {@code max-file-size}
     * @param min the smallest that is allowed, bytes
     * @param max the largest that is allowed, bytes
     * @param defaultBytes what it is when the key is absent or wrong
     * @return bytes, {@code min} to {@code max}
     */
    long size(String key, long min, long max, long defaultBytes);

    /**
     * A switch, written {@code on}, {@code off}, {@code true} or {@code false}.
     *
     * @param key for instance {@code tls}
     * @param defaultValue what it is when the key is absent or wrong
     * @return true for on
     */
    boolean flag(String key, boolean defaultValue);

    /**
     * One of a few words: the constants' names in lower case, with {@code -} for {@code _}.
     *
     * @param <E> the words
     * @param key for instance {@code sequence-id}
     * @param words the enum that lists them
     * @param defaultWord what it is when the key is absent or wrong
     * @return one of the constants
     */
    <E extends Enum<E>> E choice(String key, Class<E> words, E defaultWord);

    /**
     * A text.
     *
     * @param key the key
     * @return what stands there; empty when the key is absent
     */
    Optional<String> text(String key);

    /**
     * A path.
     *
     * @param key for instance {@code folder}
     * @return absolute; what is written relatively starts from the folder of the configuration file; empty when the key is absent
     *     or wrong
     */
    Optional<Path> path(String key);

    /**
     * A text that must never be printed, written as it is, as {@code ${env:NAME}} or as {@code ${file:path}}.
     *
     * @param key for instance {@code access-code}
     * @return the secret, without white space around it where it is referred to; empty when the key is absent or what it refers to
     *     is not there. No message about it may repeat any part of it
     */
    Optional<Secret> secret(String key);

    /**
     * A list of texts, or one text alone.
     *
     * @param key for instance {@code targets}
     * @param defaultTexts what it is when the key is absent or wrong
     * @return the texts in order
     */
    List<String> texts(String key, List<String> defaultTexts);

    /**
     * Reports a mistake that only the plugin can see.
     *
     * @param key whose value is wrong
     * @param message what was expected and how to mend it, one sentence, no line ends
     */
    void mistake(String key, String message);

    /**
     * Tells the operator of something that works but is unwise, for instance {@code tls: off}.
     *
     * @param key what it is about
     * @param message one sentence, no line ends
     */
    void warning(String key, String message);
}
