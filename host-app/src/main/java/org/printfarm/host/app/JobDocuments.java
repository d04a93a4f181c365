package org.printfarm.host.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.JobStep;
import org.printfarm.host.job.threemf.SlicedContents.Plate;
import org.printfarm.host.view.JobView;

/** Makes documents of jobs. */
public final class JobDocuments {

    private static final JsonMapper JSON = new JsonMapper();

    private JobDocuments() {}

    /** The words for the states of a job. */
    public static List<String> states() {
        return Arrays.stream(Job.State.values()).map(Job.State::word).toList();
    }

    /** The state of a word; throws {@link IllegalArgumentException} for another. */
    static Job.State state(String word) {
        return Job.State.valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** A job as JSON. */
    static String json(Job job) {
        try {
            return JSON.writeValueAsString(view(job));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document that is no JSON", e);
        }
    }

    static JobView view(Job job) {
        return new JobView(
                job.id(),
                job.printer(),
                job.file(),
                job.content().sha256(),
                job.content().bytes(),
                job.content().contents().plates().stream().map(Plate::number).toList(),
                job.plate().orElse(null),
                job.options(),
                job.state().word(),
                job.received().toString(),
                job.from(),
                job.notes().repeatOf().orElse(null),
                job.notes().warning().orElse(null),
                job.notes().refusal().orElse(null),
                job.notes().damaged(),
                job.notes().machine().orElse(null),
                job.notes().reason().orElse(null));
    }

    static JobView.Details details(Job job, @Nullable String request, List<JobStep> steps, @Nullable String user) {
        return new JobView.Details(
                view(job),
                request,
                job.content().md5(),
                String.join(", ", job.content().contents().printerModels()),
                job.content().contents().plates().stream()
                        .map(JobDocuments::plate)
                        .toList(),
                steps.stream().map(JobDocuments::step).toList(),
                user);
    }

    private static JobView.Step step(JobStep step) {
        return new JobView.Step(
                step.at().toString(),
                step.state().word(),
                step.machine().orElse(null),
                step.attempt().isPresent() ? step.attempt().getAsInt() : null,
                step.reason().orElse(null));
    }

    /** The first plate with a picture; 0 when none has one. */
    static int firstPictured(Job job) {
        return job.content().contents().plates().stream()
                .filter(Plate::thumbnail)
                .mapToInt(Plate::number)
                .findFirst()
                .orElse(0);
    }

    private static JobView.Plate plate(Plate plate) {
        return new JobView.Plate(
                plate.number(),
                plate.printSeconds(),
                plate.filaments().stream()
                        .map(filament -> new JobView.Filament(filament.type(), filament.color(), filament.grams()))
                        .toList(),
                plate.thumbnail());
    }
}
