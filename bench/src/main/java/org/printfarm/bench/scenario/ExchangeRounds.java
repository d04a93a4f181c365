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

    private String ratio(Place place, List<Window> measured) {
        OptionalDouble ratio = place.server().isFarm()
                ? toFloor(place.transport(), place.concurrency(), measured)
                : OptionalDouble.empty();
        return ratio.isPresent() ? Numbers.of(ratio.getAsDouble()) : "-";
    }

    /** The median of the rounds' ratios of CPU: within a round, both had the same machine. Empty without a floor. */
    private OptionalDouble toFloor(Transport transport, int concurrency, List<Window> measured) {
        List<Window> floor = of(transport, concurrency, Server.FLOOR).orElse(List.of());
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < floor.size(); round++) {
            double least = floor.get(round).cpuPer1000();
            if (least > 0) {
                ratios.add(measured.get(round).cpuPer1000() / least);
            }
        }
        return ratios.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(Statistics.of(ratios).median());
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
        toFloor(Figure.PLAIN_CPU_32, Transport.PLAIN, 32);
        toFloor(Figure.PLAIN_CPU_256, Transport.PLAIN, 256);
        of(Transport.PLAIN, 256, Server.FARM)
                .map(measured ->
                        statistics(measured, window -> window.result().p99Ms()).median())
                .ifPresent(p99 -> report.add(new Measured(Figure.PLAIN_P99_256, p99)));
        toFloor(Figure.TLS13_ALL_CPU, Transport.TLS13_ALL, 32);
        toFloor(Figure.TLS12_ALL_CPU, Transport.TLS12_ALL, 32);
        toFloor(Figure.TLS13_RSA_CPU, Transport.TLS13_RSA, 32);
    }

    private void toFloor(Figure figure, Transport transport, int concurrency) {
        of(transport, concurrency, Server.FARM)
                .map(measured -> toFloor(transport, concurrency, measured))
                .filter(OptionalDouble::isPresent)
                .ifPresent(ratio -> report.add(new Measured(figure, ratio.getAsDouble())));
    }

    private static Statistics statistics(List<Window> measured, ToDoubleFunction<Window> value) {
        return Statistics.of(measured.stream().mapToDouble(value).boxed().toList());
    }
}
