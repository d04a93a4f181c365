package org.printfarm.host.dispatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.driver.PrintOrder;
import org.printfarm.api.driver.TraySlot;
import org.printfarm.host.dispatch.match.TrayPlan;
import org.printfarm.host.job.PlateCheck;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.JobRepository;
import org.printfarm.host.job.store.StoreException;

/** A job and its attempt → what a driver is to do. */
final class OrderMaker {

    /** The longest name on a machine without the number and the ending, characters; printers show fewer. */
    private static final int MAX_NAME = 60;

    private static final int TRAYS = 4;
    private static final int HT_UNITS = 128;

    /** {@code use_ams} as slicers write no, as JSON text. */
    private static final Set<String> WITHOUT_AMS = Set.of("false", "0", "\"false\"", "\"0\"");

    private static final JsonMapper JSON = new JsonMapper();

    private final JobRepository repository;
    private final Function<Job, String> documents;

    /**
     * A maker.
     *
     * @param documents a job as the farm's documents show it, JSON
     */
    OrderMaker(JobRepository repository, Function<Job, String> documents) {
        this.repository = repository;
        this.documents = documents;
    }

    /** A job. */
    Optional<Job> find(String id) throws StoreException {
        return repository.find(id);
    }

    /** Why a job cannot be printed by a machine; empty when it can, or a person released it all the same. */
    Optional<String> misfit(Job job, Optional<PrinterModel> model) throws StoreException {
        Optional<String> trouble = PlateCheck.trouble(job).or(() -> unresolved(job));
        Optional<String> warning =
                model.flatMap(one -> PlateCheck.warning(one, job.content().contents()));
        if (trouble.isPresent() || warning.isEmpty() || repository.dispatch().isReleased(job.id())) {
            return trouble;
        }
        return warning.map(text -> text + "; ./farm jobs release " + job.id() + " prints it all the same");
    }

    /** By its file alone. */
    static Optional<String> trouble(Job job) {
        return PlateCheck.trouble(job);
    }

    private static Optional<String> unresolved(Job job) {
        return isUnresolved(mapping(job.options()))
                ? Optional.of("the slicer mapped none of its filaments to a tray (all −1); map them and send it again")
                : Optional.empty();
    }

    /**
     * What a driver is to do.
     *
     * @param plan which tray feeds which channel; empty for what the slicer said
     */
    PrintOrder make(Job job, int task, Optional<TrayPlan> plan) {
        return new PrintOrder(
                job.id(),
                task,
                fileName(job.file(), task),
                title(job, task),
                job.content().bytes(),
                job.content().md5(),
                job.content().sha256(),
                () -> FileChannel.open(repository.file(job), StandardOpenOption.READ),
                job.plate().orElseGet(() -> PlateCheck.first(job.content().contents())),
                plan.map(TrayPlan::trays).orElseGet(() -> mapping(job.options())),
                job.options(),
                documents.apply(job));
    }

    /** The same from other trays. */
    static PrintOrder from(PrintOrder order, TrayPlan plan) {
        return new PrintOrder(
                order.jobId(),
                order.taskId(),
                order.fileName(),
                order.title(),
                order.bytes(),
                order.md5(),
                order.sha256(),
                order.content(),
                order.plate(),
                plan.trays(),
                order.options(),
                order.document());
    }

    /** Whether a mapping has channels and a tray for none of them: nobody knows what it would print with. */
    static boolean isUnresolved(List<Optional<TraySlot>> mapping) {
        return !mapping.isEmpty() && mapping.stream().allMatch(Optional::isEmpty);
    }

    /** What the print is called on the machine. */
    static String title(Job job, int task) {
        String name = fileName(job.file(), task);
        return name.substring(0, name.indexOf('.'));
    }

    /** A name that is on every card a name, whatever the slicer's was: letters, digits and {@code -} of ASCII. */
    static String fileName(String sent, int task) {
        String name = sent.substring(sent.lastIndexOf('/') + 1);
        String lower = name.toLowerCase(Locale.ROOT);
        String ending = lower.endsWith(".gcode.3mf") || lower.endsWith(".3mf") ? ".gcode.3mf" : ".gcode";
        int dot = name.indexOf('.');
        String base = (dot < 0 ? name : name.substring(0, dot)).replaceAll("[^A-Za-z0-9-]+", "-");
        String cut = base.substring(0, Math.min(base.length(), MAX_NAME));
        return (cut.isEmpty() || cut.equals("-") ? "job" : cut) + "_" + task + ending;
    }

    /**
     * The trays as the slicer assigned them; without an AMS, what it left open comes from the external spool. Source of the
     * numbers: protocol notes, section 9.
     */
    static List<Optional<TraySlot>> mapping(Map<String, String> options) {
        List<Optional<TraySlot>> mapping = new ArrayList<>();
        JsonNode units = list(options.getOrDefault("ams_mapping2", "[]"));
        JsonNode trays = list(options.getOrDefault("ams_mapping", "[]"));
        Optional<TraySlot> open = WITHOUT_AMS.contains(options.getOrDefault("use_ams", "true"))
                ? Optional.of(new TraySlot(TraySlot.EXTERNAL, 0))
                : Optional.empty();
        for (int channel = 0; channel < Math.max(units.size(), trays.size()); channel++) {
            JsonNode slot = units.path(channel);
            Optional<TraySlot> chosen = slot.has("ams_id")
                    ? slot(slot.path("ams_id").asInt(-1), slot.path("slot_id").asInt(-1))
                    : number(trays.path(channel).asInt(-1));
            mapping.add(chosen.or(() -> open));
        }
        return mapping;
    }

    private static Optional<TraySlot> slot(int unit, int slot) {
        boolean used = unit >= 0 && slot >= 0 && slot < TRAYS;
        return used ? Optional.of(new TraySlot(unit, slot)) : Optional.empty();
    }

    private static Optional<TraySlot> number(int tray) {
        if (tray < 0) {
            return Optional.empty();
        }
        return tray >= HT_UNITS
                ? Optional.of(new TraySlot(tray, 0))
                : Optional.of(new TraySlot(tray / TRAYS, tray % TRAYS));
    }

    private static JsonNode list(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            return JSON.createArrayNode();
        }
    }
}
