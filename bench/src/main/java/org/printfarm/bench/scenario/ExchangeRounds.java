package org.printfarm.bench.scenario;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.printfarm.bench.drive.LoadSpec;
import org.printfarm.bench.drive.LoadSpec.Transport;
import org.printfarm.bench.report.Figure;
import org.printfarm.bench.report.Measured;
import org.printfarm.bench.report.Numbers;
import org.printfarm.bench.report.Report;
import org.printfarm.bench.report.Section;
import org.printfarm.bench.report.Statistics;
import org.printfarm.bench.scenario.Server.Window;

/** Measures servers in turn, round by round, and sums the rounds up. */
final class ExchangeRounds {

    private static final List<String> COLUMNS = List.of(
            "exchanges",
            "c",
            "server",
            "exchanges/s",
            "p50 ms",
            "p99 ms",
            "CPU s per 1,000 (least-greatest)",
            "to floor",
            "RSS MB",
            "no close_notify");

    /** What is measured: a kind of exchange, so many at once, of one server. */
    private record Place(Transport transport, int concurrency, Server server) {}

    private final Stage stage;
    private final Report report;
    private final List<Server> servers;
    private final List<Transport> transports;
    private final Map<Place, List<Window>> windows = new LinkedHashMap<>();

    ExchangeRounds(Stage stage, Report report, List<Server> servers, List<Transport> transports) {
        this.stage = stage;
        this.report = report;
        this.servers = servers;
        this.transports = transports;
    }

    Section section(String title) throws IOException, InterruptedException {
        stage.say(title + ": warming up");
        for (Server server : servers) {
            for (Transport transport : transports) {
                server.warmUp(stage, transport, report);
            }
        }
        for (int round = 1; round <= stage.effort().rounds(); round++) {
            stage.say(title + ": round " + round + " of " + stage.effort().rounds());
            round();
        }
        List<List<String>> rows = new ArrayList<>();
        windows.forEach((place, measured) -> rows.add(row(place, measured)));
        figures();
        return new Section(
                title,
                COLUMNS,
                rows,
                List.of("medians of " + stage.effort().rounds() + " rounds of "
                        + stage.effort().windowSeconds()
                        + " s, servers in turn; load: " + stage.load().name() + "; "
                        + stage.pinning().words()));
    }

    private void round() throws IOException, InterruptedException {
        List<Server> order = new ArrayList<>(servers);
        for (Transport transport : transports) {
            for (int concurrency : stage.effort().concurrencies()) {
                for (Server server : order) {
                    LoadSpec spec = LoadSpec.window(
                            transport,
                            server.targets(transport),
                            concurrency,
                            stage.effort().windowSeconds());
                    windows.computeIfAbsent(new Place(transport, concurrency, server), key -> new ArrayList<>())
                            .add(server.window(stage.load(), spec, report));
                }
                Collections.reverse(order);
            }
        }
    }

    private List<String> row(Place place, List<Window> measured) {
        Statistics cpu = statistics(measured, Window::cpuPer1000);
        long unclosed = measured.stream()
                .mapToLong(window -> window.result().withoutCloseNotify())
                .sum();
        return List.of(
                place.transport().label(),
                Integer.toString(place.concurrency()),
                place.server().name(),
                Numbers.of(statistics(measured, window -> window.result().perSecond())
                        .median()),
                Numbers.of(
                        statistics(measured, window -> window.result().p50Ms()).median()),
                Numbers.of(
                        statistics(measured, window -> window.result().p99Ms()).median()),
                Numbers.of(cpu),
                ratio(place, measured),
                Numbers.megabytes(
                        statistics(measured, window -> window.rssBytes()).median()),
                place.transport().isTls() ? Long.toString(unclosed) : "-");
    }

    /** The median of the rounds' ratios: within a round, both had the same machine. */
    private String ratio(Place place, List<Window> measured) {
        Optional<List<Window>> floor = floor(place.transport(), place.concurrency());
        if (floor.isEmpty() || !place.server().isFarm()) {
            return "-";
        }
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < measured.size(); round++) {
            double least = floor.get().get(round).cpuPer1000();
            if (least > 0) {
                ratios.add(measured.get(round).cpuPer1000() / least);
            }
        }
        return ratios.isEmpty() ? "-" : Numbers.of(Statistics.of(ratios).median());
    }

    private Optional<List<Window>> floor(Transport transport, int concurrency) {
        return of(transport, concurrency, Server.FLOOR);
    }

    private Optional<List<Window>> of(Transport transport, int concurrency, String name) {
        return windows.entrySet().stream()
                .filter(entry -> entry.getKey().transport() == transport
                        && entry.getKey().concurrency() == concurrency
                        && entry.getKey().server().name().equals(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private void figures() {
        figure(Figure.PLAIN_CPU_32, Transport.PLAIN, 32, Window::cpuPer1000);
        figure(Figure.PLAIN_CPU_256, Transport.PLAIN, 256, Window::cpuPer1000);
        figure(
                Figure.PLAIN_P99_256,
                Transport.PLAIN,
                256,
                window -> window.result().p99Ms());
        figure(Figure.TLS13_RSA_CPU, Transport.TLS13_RSA, 32, Window::cpuPer1000);
        figure(Figure.TLS13_P256_CPU, Transport.TLS13_P256, 32, Window::cpuPer1000);
    }

    private void figure(Figure figure, Transport transport, int concurrency, ToDoubleFunction<Window> value) {
        Optional<List<Window>> farm = of(transport, concurrency, Server.FARM);
        if (farm.isEmpty()) {
            return;
        }
        OptionalDouble floor = floor(transport, concurrency).stream()
                .mapToDouble(measured -> statistics(measured, value).median())
                .findFirst();
        report.add(new Measured(figure, floor, statistics(farm.get(), value).median()));
    }

    private static Statistics statistics(List<Window> measured, ToDoubleFunction<Window> value) {
        return Statistics.of(measured.stream().mapToDouble(value).boxed().toList());
    }
}
