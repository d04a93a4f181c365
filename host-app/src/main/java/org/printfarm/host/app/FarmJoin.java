package org.printfarm.host.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.printfarm.api.settings.Secret;
import org.printfarm.host.cluster.ClusterKey;
import org.printfarm.host.cluster.CommonFiles;
import org.printfarm.host.cluster.FilesMark;
import org.printfarm.host.config.ConfigLoader.Serials;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.config.Problems;
import org.printfarm.host.config.StoreUrl;
import org.printfarm.host.files.OwnerOnlyFile;
import org.printfarm.host.view.CheckView;
import org.printfarm.host.view.JoinView;
import org.printfarm.host.view.NewPassword;

/**
 * Makes this machine a host of a farm that others run: its configuration, key, certificates and books come out of its database.
 *
 * @param url of the database, as {@code farm.store} has it
 * @param password of the URL's user; empty where the server asks for none
 * @param key the file with the farm's key, of a host that runs
 * @param folder where {@code farm.yaml} is written
 */
public record FarmJoin(String url, Optional<NewPassword> password, Path key, Path folder) {

    private static final String FILE = "farm.yaml";

    /**
     * Joins. Nothing that is there is written over; what is there and is the farm's is fine, so that it can be called again.
     *
     * @return what was written, and what is missing still
     * @throws FarmException when the database has no farm of this version, the key is another one, or other files are there
     */
    public JoinView run() throws FarmException {
        StoreUrl store = StoreUrl.parse(url, Path::of)
                .map(found ->
                        found.withPassword(password.map(NewPassword::clearText).map(Secret::of)))
                .orElseThrow(() -> new FarmException(FarmException.BAD_REQUEST, "expected " + StoreUrl.EXPECTED, ""));
        Path file = folder.resolve(FILE);
        FarmConfig config;
        List<String> missing = new ArrayList<>();
        try (CommonFiles common = CommonFiles.join(store, key)) {
            place(
                    file,
                    common.configuration()
                            .orElseThrow(() -> new IOException(store + " has no farm that was ever started")));
            config = read(file, missing);
            place(config.data().resolve(ClusterKey.FILE_NAME), Files.readString(key));
            common.in(config.data()).pull();
        } catch (IOException e) {
            throw new FarmException(FarmException.UNUSABLE, e);
        }
        missing.addAll(outside(config, store));
        return new JoinView(file.toString(), config.data().toString(), missing, List.of("./farm check", "./farm run"));
    }

    private static void place(Path file, String text) throws IOException, FarmException {
        if (!Files.exists(file)) {
            OwnerOnlyFile.write(file, text.getBytes(StandardCharsets.UTF_8));
        } else if (!Files.readString(file).strip().equals(text.strip())) {
            throw new FarmException(
                    FarmException.NOT_POSSIBLE,
                    file + " is there already and is not the farm's",
                    "move it away, or join in another folder");
        }
    }

    /** What it says, and what it refers to that is not on this machine. */
    private static FarmConfig read(Path file, List<String> missing) throws FarmException {
        Problems problems = new Problems();
        FarmSource source = new FarmSource(file);
        Optional<FarmConfig> config = source.load(Serials.PREVIEW, problems);
        CheckView told = FarmSource.told(problems);
        told.problems().forEach(problem -> missing.add(problem.toString()));
        return config.orElseThrow(() -> new FarmException(told));
    }

    /** What is not in the file's folder: the server by the name that all hosts know, and the folder of stored files. */
    private static List<String> outside(FarmConfig config, StoreUrl joined) {
        List<String> missing = new ArrayList<>();
        String known = config.store().map(StoreUrl::toString).orElse("sqlite");
        if (!known.equals(joined.toString())) {
            missing.add("farm.store is " + known + ", and not " + joined
                    + ": let it name the server as all hosts reach it, in the file of each");
        }
        if (config.files().isEmpty() && config.cluster().replicas().isEmpty()) {
            missing.add(
                    "farm.files is not set: let it name a folder that all hosts see, or set farm.cluster.replicas, in the file of each");
        }
        config.files().filter(Files::isDirectory).ifPresent(files -> {
            try {
                FilesMark.check(joined, files);
            } catch (IOException e) {
                missing.add(String.valueOf(e.getMessage()));
            }
        });
        return missing;
    }
}
