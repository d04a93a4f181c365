package org.printfarm.host.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;
import org.printfarm.host.client.SafeText;
import org.printfarm.host.config.ConfigLoader;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.config.Problems;

/** Finds a farm's data folder, and tells what goes wrong with it. */
final class DataFolderWork {

    private DataFolderWork() {}

    /** What is done there; returns the exit status. */
    interface Work {
        int with(Path data) throws IOException;
    }

    static int run(FarmSource source, Console screen, Work work) {
        Problems problems = new Problems();
        Optional<FarmConfig> config = source.load(ConfigLoader.Serials.PREVIEW, problems);
        if (config.isEmpty() || !problems.isClean()) {
            screen.problems(problems);
            return ExitCodes.USAGE;
        }
        try {
            return work.with(config.get().data());
        } catch (FileSystemException e) {
            screen.note("error: " + SafeText.line(e.getFile() + ": " + reason(e)));
        } catch (IOException e) {
            screen.note("error: " + SafeText.line(String.valueOf(e.getMessage())));
        }
        return ExitCodes.FAILED;
    }

    private static String reason(FileSystemException e) {
        return e.getReason() != null ? e.getReason() : e.getClass().getSimpleName();
    }
}
