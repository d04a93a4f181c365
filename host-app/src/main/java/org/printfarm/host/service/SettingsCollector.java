package org.printfarm.host.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.printfarm.host.config.Problem;

/**
 * Asks plugins for settings and claims, and stands between them and the planner: they may throw or hang. One thread.
 *
 * <p>The plugins are asked at the same time, each about its own services on a thread of its own. What they answered is
 * judged afterwards in the order of the questions, so that it does not show which of them was faster.
 */
final class SettingsCollector {

    /**
     * What came of one question.
     *
     * @param planned empty when the plugin failed
     * @param mistakes what the plugin found in the settings
     * @param warnings the same
     * @param pluginFault the plugin's own fault, the same text for every printer
     */
    record Result(
            Optional<PlannedService<?>> planned,
            List<Problem> mistakes,
            List<Problem> warnings,
            Optional<String> pluginFault) {}

    /** A question, and where its reply is going to be. */
    private record Asked(SettingsQuestions.Question question, SettingsQuestions inquiry, int place) {}

    private final Duration callLimit;
    private final ThrownLog thrownLog = new ThrownLog();

    /**
     * Has asked nothing yet.
     *
     * @param callLimit a plugin that takes longer for one service is not asked about its others either, since one answer
     *     each 5 s would keep the operator waiting for hours
     */
    SettingsCollector(Duration callLimit) {
        this.callLimit = callLimit;
    }

    /** Reads the settings and claims of many services: one result for each question, in the order of the questions. */
    List<Result> read(List<SettingsQuestions.Question> questions) {
        Map<String, SettingsQuestions> inquiries = new LinkedHashMap<>();
        List<Asked> asked = new ArrayList<>();
        for (SettingsQuestions.Question question : questions) {
            SettingsQuestions inquiry = inquiries.computeIfAbsent(
                    question.service().type(),
                    type -> new SettingsQuestions(
                            type, question.factory().getClass().getClassLoader(), callLimit));
            asked.add(new Asked(question, inquiry, inquiry.add(question)));
        }
        inquiries.values().forEach(SettingsQuestions::start);
        inquiries.values().forEach(SettingsQuestions::await);
        return asked.stream().map(this::result).toList();
    }

    private Result result(Asked asked) {
        String type = asked.question().service().type();
        return asked.inquiry()
                .reply(asked.place())
                .map(reply -> result(asked.question().printer().id(), type, reply))
                .orElseGet(() -> new Result(
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        Optional.of("service " + type + ": the plugin did not return from "
                                + asked.inquiry().hungIn() + " within " + callLimit.toMillis()
                                + " ms: a fault of the plugin; tell its author, or switch the service off")));
    }

    private Result result(String printer, String type, SettingsQuestions.Reply reply) {
        Optional<String> fault = reply.thrown()
                .map(thrown ->
                        "service " + type + ": " + thrownLog.record(type, thrown.step(), printer, thrown.thrown()));
        return new Result(reply.planned(), reply.mistakes(), reply.warnings(), fault);
    }
}
