package org.printfarm.host.service;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.printfarm.api.settings.PortRange;
import org.printfarm.api.settings.Secret;
import org.printfarm.host.config.Problem;
import org.printfarm.host.config.Problems;
import org.printfarm.host.config.ServiceEntry;

/** One service as a file would have it, with ports as its only settings. */
record FakeEntry(String type, boolean isOn, int line, Map<String, Integer> ports) implements ServiceEntry {

    static FakeEntry on(String type, int line) {
        return new FakeEntry(type, true, line, Map.of());
    }

    @Override
    public Problem problem(String message) {
        return new Problem(Path.of("farm.yaml"), line, 7, "services." + type, message);
    }

    @Override
    public TrackedSettings settings(Problems problems) {
        return new Settings(problems);
    }

    private final class Settings implements TrackedSettings {
        private final Problems problems;
        private final Set<String> asked = new HashSet<>();

        Settings(Problems problems) {
            this.problems = problems;
        }

        @Override
        public void reportUnknownKeys() {
            new ArrayList<>(ports.keySet())
                    .stream().filter(key -> !asked.contains(key)).forEach(key -> mistake(key, "unknown key"));
        }

        @Override
        public int port(String key, int defaultPort) {
            asked.add(key);
            return ports.getOrDefault(key, defaultPort);
        }

        @Override
        public void mistake(String key, String message) {
            problems.mistake(problem(key + ": " + message));
        }

        @Override
        public void warning(String key, String message) {
            problems.warning(problem(key + ": " + message));
        }

        @Override
        public Optional<InetSocketAddress> address(String key, int minPort) {
            return Optional.empty();
        }

        @Override
        public PortRange portRange(String key, PortRange defaultRange) {
            return defaultRange;
        }

        @Override
        public int number(String key, int min, int max, int defaultNumber) {
            return defaultNumber;
        }

        @Override
        public Duration duration(String key, Duration min, Duration max, Duration defaultDuration) {
            return defaultDuration;
        }

        @Override
        public long size(String key, long min, long max, long defaultBytes) {
            return defaultBytes;
        }

        @Override
        public boolean flag(String key, boolean defaultValue) {
            return defaultValue;
        }

        @Override
        public <E extends Enum<E>> E choice(String key, Class<E> words, E defaultWord) {
            return defaultWord;
        }

        @Override
        public Optional<String> text(String key) {
            return Optional.empty();
        }

        @Override
        public Optional<Path> path(String key) {
            return Optional.empty();
        }

        @Override
        public Optional<Secret> secret(String key) {
            return Optional.empty();
        }

        @Override
        public List<String> texts(String key, List<String> defaultTexts) {
            return defaultTexts;
        }
    }
}
