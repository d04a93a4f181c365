package org.printfarm.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.StreamSupport;
import org.printfarm.api.farm.FarmCallException;
import org.printfarm.api.farm.FarmCaller;
import org.printfarm.web.http.HttpReply;

/** The farm in the text format of Prometheus, from documents that are there: {@code docs/metrics.md} names all of it. */
final class FarmMetrics {

    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final PrometheusTextFormatWriter WRITER = PrometheusTextFormatWriter.create();

    private final MetricSnapshots.Builder families = MetricSnapshots.builder();

    private FarmMetrics() {}

    /** All that the caller may see. */
    static HttpReply of(FarmCaller caller) throws FarmCallException, IOException {
        FarmMetrics metrics = new FarmMetrics();
        metrics.services(all(read(caller, "services")));
        metrics.machines(all(read(caller, "machines")));
        metrics.gauge(
                "print_progress_percent",
                "How far the print that a printer shows is",
                all(read(caller, "wall").path("printers")),
                panel -> Labels.of("printer", text(panel, "id")),
                panel -> panel.path("percent").asDouble());
        JsonNode counted = read(caller, "metrics");
        metrics.events(all(counted.path("events")));
        List<JsonNode> disk = List.of(counted.path("disk"));
        metrics.gauge("disk_free_bytes", "What the farm can still write", disk, one -> Labels.EMPTY, number("free"));
        metrics.gauge("disk_size_bytes", "The data folder's disk", disk, one -> Labels.EMPTY, number("size"));
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        WRITER.write(text, metrics.families.build(), EscapingScheme.UNDERSCORE_ESCAPING);
        return new HttpReply(200, TYPE, text.toByteArray(), Map.of());
    }

    private void services(List<JsonNode> services) {
        gauge(
                "service_up",
                "1 while a service is as it should be",
                services,
                FarmMetrics::service,
                is("status", "running"));
        List<GaugeDataPointSnapshot> ports = new ArrayList<>();
        for (JsonNode service : services) {
            for (JsonNode port : service.path("ports")) {
                ports.add(point(
                        service(service).add("port", text(port, "port")),
                        port.path("listening").asBoolean() ? 1 : 0));
            }
        }
        gauge("port_listening", "1 while a port is served", ports);
    }

    private void machines(List<JsonNode> machines) {
        Function<JsonNode, Labels> labels = machine -> Labels.of("machine", text(machine, "id"));
        gauge("machine_online", "1 while a machine is connected", machines, labels, is("connection", "online"));
        gauge(
                "machine_activity",
                "1 for what a machine does",
                machines,
                machine -> labels.apply(machine).add("activity", text(machine, "activity")),
                machine -> 1);
        gauge(
                "machine_plate_gate",
                "1 while a machine waits for somebody to clear its plate",
                machines,
                labels,
                machine -> machine.path("gate").asBoolean() ? 1 : 0);
        gauge("machine_jobs_queued", "Jobs that wait for a machine", machines, labels, number("queued"));
    }

    private void events(List<JsonNode> events) {
        counter("events", "What happened, by kind", events, event -> true, "kind", "times");
        counter("tls_failures", "Handshakes that failed, by alert", events, is("tls_failed"), "alert", "times");
        counter("login_failures", "Logins that were refused, by reason", events, is("login_failed"), "reason", "times");
        counter("uploads", "Files that were stored", events, is("uploaded"), "", "times");
        counter("upload_bytes", "Bytes of files that were stored", events, is("uploaded"), "", "bytes");
        counter(
                "upload_failures",
                "Files that were not stored, by reason",
                events,
                is("upload_failed"),
                "reason",
                "times");
    }

    private static Predicate<JsonNode> is(String kind) {
        return event -> text(event, "kind").equals(kind);
    }

    private static ToDoubleFunction<JsonNode> is(String field, String word) {
        return document -> text(document, field).equals(word) ? 1 : 0;
    }

    private static ToDoubleFunction<JsonNode> number(String field) {
        return document -> document.path(field).asDouble();
    }

    private void gauge(
            String name,
            String help,
            List<JsonNode> documents,
            Function<JsonNode, Labels> labels,
            ToDoubleFunction<JsonNode> value) {
        gauge(
                name,
                help,
                documents.stream()
                        .map(document -> point(labels.apply(document), value.applyAsDouble(document)))
                        .toList());
    }

    private void gauge(String name, String help, List<GaugeDataPointSnapshot> points) {
        GaugeSnapshot.Builder family =
                GaugeSnapshot.builder().name("printfarm_" + name).help(help);
        points.forEach(family::dataPoint);
        families.metricSnapshot(family.build());
    }

    private static GaugeDataPointSnapshot point(Labels labels, double value) {
        return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
    }

    /** Adds up what has the same labels; {@code by} is the label that tells kinds or codes apart, or empty for none. */
    private void counter(
            String name, String help, List<JsonNode> events, Predicate<JsonNode> wanted, String by, String field) {
        Map<Labels, Double> sums = new LinkedHashMap<>();
        for (JsonNode event : events) {
            if (wanted.test(event)) {
                Labels printer = Labels.of("printer", text(event, "printer"));
                Labels labels = by.isEmpty() ? printer : printer.add(by, text(event, by.equals("kind") ? by : "code"));
                sums.merge(labels, event.path(field).asDouble(), Double::sum);
            }
        }
        CounterSnapshot.Builder family =
                CounterSnapshot.builder().name("printfarm_" + name).help(help);
        sums.forEach((labels, sum) -> family.dataPoint(
                CounterDataPointSnapshot.builder().labels(labels).value(sum).build()));
        families.metricSnapshot(family.build());
    }

    private static List<JsonNode> all(JsonNode documents) {
        return StreamSupport.stream(documents.spliterator(), false).toList();
    }

    private static JsonNode read(FarmCaller caller, String verb) throws FarmCallException, IOException {
        return ApiExchange.JSON.readTree(caller.call(verb, List.of()));
    }

    private static Labels service(JsonNode service) {
        return Labels.of("printer", text(service, "printer"), "service", text(service, "service"));
    }

    private static String text(JsonNode document, String field) {
        return document.path(field).asText();
    }
}
