package org.printfarm.host.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.printfarm.host.config.MachineDraft;
import org.printfarm.host.config.MachinesText;
import org.printfarm.host.config.Problem;
import org.printfarm.host.config.Problems;
import org.printfarm.host.files.OwnerOnlyFile;
import org.printfarm.host.text.CsvRows.Cell;
import org.printfarm.host.view.MachineProposal;
import org.printfarm.host.view.ProblemView;

/** Brings machines into a configuration: checked as the farm checks it, and written when a person says so. */
final class MachineEnrolment {

    private static final String MACHINES = "machines.";

    private final Path file;
    private final List<MachineDraft> drafts;
    private final List<ProblemView> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * Checks and writes nothing yet.
     *
     * @param file the configuration; it has to be there
     */
    MachineEnrolment(Path file, List<MachineDraft> drafts) {
        this.file = file;
        this.drafts = List.copyOf(drafts);
    }

    /** A line for whoever reads the result. */
    void note(String sentence) {
        notes.add(sentence);
    }

    /**
     * Checks the configuration as it would be.
     *
     * @param origin the file that the drafts come from; problems of theirs are told with their place in it
     */
    void check(Path origin) throws FarmException {
        Path trial = file.resolveSibling("." + file.getFileName() + ".check");
        Problems found = new Problems();
        try {
            String text = MachinesText.withCodes(Files.readString(file), drafts).orElseThrow(this::inOneLine);
            OwnerOnlyFile.write(trial, text.getBytes(StandardCharsets.UTF_8));
            try {
                FarmSetup.open(new FarmSource(trial), FarmSetup.Footprint.NONE, found)
                        .ifPresent(FarmSetup::close);
            } finally {
                Files.deleteIfExists(trial);
            }
        } catch (IOException e) {
            throw FarmException.storage(e);
        }
        found.mistakes().forEach(problem -> problems.add(told(problem, trial, origin)));
    }

    private FarmException inOneLine() {
        return new FarmException(
                FarmException.NOT_POSSIBLE,
                file + ": machines stands there in a form that lines cannot be added to",
                "write it as \"machines:\" with a line below for each machine");
    }

    private ProblemView told(Problem problem, Path trial, Path origin) {
        Map<String, MachineDraft> byId = drafts.stream()
                .collect(Collectors.toMap(draft -> draft.id().text(), Function.identity(), (first, twin) -> first));
        String key = problem.key().startsWith(MACHINES) ? problem.key().substring(MACHINES.length()) : "";
        int dot = key.indexOf('.');
        MachineDraft draft = byId.get(dot < 0 ? key : key.substring(0, dot));
        String message = problem.message().replace(trial.toString(), file.toString());
        if (draft == null) {
            return new ProblemView(file.toString(), problem.line(), problem.column(), problem.key(), message);
        }
        Cell cell = draft.cells().getOrDefault(key.substring(dot + 1), draft.id());
        return new ProblemView(origin.toString(), cell.line(), cell.column(), problem.key(), message);
    }

    /** Writes codes and entries, if nothing is wrong. */
    MachineProposal write() throws FarmException {
        boolean written = false;
        if (problems.isEmpty() && !drafts.isEmpty()) {
            try {
                writeCodes();
                String text = MachinesText.with(Files.readString(file), drafts).orElseThrow(this::inOneLine);
                Files.writeString(file, text);
                written = true;
            } catch (IOException e) {
                throw FarmException.storage(e);
            }
        }
        return proposal(written);
    }

    /** Only shows it. */
    MachineProposal show() {
        return proposal(false);
    }

    private MachineProposal proposal(boolean written) {
        return new MachineProposal(drafts.stream().map(MachineDraft::line).toList(), notes, problems, written);
    }

    private void writeCodes() throws IOException, FarmException {
        for (MachineDraft draft : drafts) {
            Path secret = file.resolveSibling(draft.secretFile());
            Optional<String> code = Optional.ofNullable(draft.cells().get(MachineDraft.CODE))
                    .map(Cell::text)
                    .filter(text -> !text.isEmpty());
            if (code.isEmpty()) {
                continue;
            }
            if (Files.exists(secret) && !Files.readString(secret).strip().equals(code.get())) {
                throw new FarmException(
                        FarmException.NOT_POSSIBLE, secret + " is there already with another code", "move it away");
            }
            OwnerOnlyFile.write(secret, (code.get() + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }
}
