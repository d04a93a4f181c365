package org.printfarm.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.function.BiConsumer;
import org.printfarm.api.farm.FarmCallException;
import org.printfarm.api.farm.FarmCaller;
import org.printfarm.web.http.HttpReply;

/**
 * The farm in the text format of Prometheus, version 0.0.4. Written here: a few gauges from documents that are there need no
 * library with its registry, and the plugin stays small.
 */
final class Metrics {

    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder text = new StringBuilder();

    private Metrics() {}

    /** All that the caller may see. */
    static HttpReply of(FarmCaller caller) throws FarmCallException, IOException {
        Metrics metrics = new Metrics();
        JsonNode services = read(caller, "services");
        metrics.family(
                "printfarm_service_up",
                "1 while a service is as it should be",
                services,
                (service, name) -> metrics.sample(name, labels(service), is(service, "status", "running")));
        metrics.family(
                "printfarm_port_listening",
                "1 while a port is served",
                services,
                (service, name) -> service.path("ports")
                        .forEach(port -> metrics.sample(
                                name,
                                labels(service) + ",port=\""
                                        + escaped(port.path("port").asText()) + "\"",
                                port.path("listening").asBoolean() ? 1 : 0)));
        JsonNode machines = read(caller, "machines");
        metrics.family(
                "printfarm_machine_online",
                "1 while a machine is connected",
                machines,
                (machine, name) -> metrics.sample(name, machineLabel(machine), is(machine, "connection", "online")));
        metrics.family(
                "printfarm_machine_jobs_queued",
                "Jobs that wait for a machine",
                machines,
                (machine, name) -> metrics.sample(
                        name, machineLabel(machine), machine.path("queued").asInt()));
        JsonNode wall = read(caller, "wall").path("printers");
        metrics.family(
                "printfarm_print_progress_percent",
                "How far a printer's print is",
                wall,
                (panel, name) -> metrics.sample(
                        name,
                        "printer=\"" + escaped(panel.path("id").asText()) + "\"",
                        panel.path("percent").asInt()));
        return HttpReply.text(200, TYPE, metrics.text.toString());
    }

    private static JsonNode read(FarmCaller caller, String verb) throws FarmCallException, IOException {
        return ApiExchange.JSON.readTree(caller.call(verb, List.of()));
    }

    private void family(String name, String help, JsonNode documents, BiConsumer<JsonNode, String> samples) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(" gauge\n");
        documents.forEach(document -> samples.accept(document, name));
    }

    private void sample(String name, String labels, int value) {
        text.append(name).append('{').append(labels).append("} ").append(value).append('\n');
    }

    private static int is(JsonNode document, String field, String word) {
        return document.path(field).asText().equals(word) ? 1 : 0;
    }

    private static String labels(JsonNode service) {
        return "printer=\"" + escaped(service.path("printer").asText()) + "\",service=\""
                + escaped(service.path("service").asText()) + "\"";
    }

    private static String machineLabel(JsonNode machine) {
        return "machine=\"" + escaped(machine.path("id").asText()) + "\"";
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
