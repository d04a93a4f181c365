package org.printfarm.bench.farm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.printfarm.bench.machine.Program;

/**
 * A farm whose record is in PostgreSQL, so that it can have several hosts, here all on this machine: each answers for printers of its own.
 *
 * @param first its first host, which has to have run before others join
 * @param url of the database
 * @param password a file with the password of the database's user
 */
public record SharedFarm(Farm first, String url, Path password) {

    private static final long JOIN_SECONDS = 60;

    /**
     * Writes its configuration.
     *
     * @param ground where
     * @param plan what farm
     * @param url of its database, as {@code farm.store} names it
     * @param password a file with the password of the database's user
     * @return a farm that was never started
     * @throws IOException when nothing can be written
     */
    public static SharedFarm make(Farm.Ground ground, FarmPlan plan, String url, Path password) throws IOException {
        Farm farm = ground.make(plan);
        Path files = Files.createDirectory(farm.data().resolveSibling("files"));
        farm.rewrite(text -> text.replaceFirst(
                "name: bench,",
                "name: bench, store: '" + url + "', store-password: '\\${file:" + password
                        + "}', cluster: {lease: 5s}, files: '" + files + "',"));
        return new SharedFarm(farm, url, password);
    }

    /**
     * Makes another host of it.
     *
     * @param folder empty
     * @return a host that was never started
     * @throws IOException when it cannot join
     */
    public Farm join(Path folder) throws IOException, InterruptedException {
        Program.Result joined = Program.run(
                JOIN_SECONDS,
                first.command(
                        "join",
                        url,
                        "--password-file",
                        password.toString(),
                        "--key",
                        first.data().resolve("cluster.key").toString(),
                        "--folder",
                        folder.toString()));
        if (joined.exit() != 0) {
            throw new IOException("./farm join: " + joined.output().strip());
        }
        return first.at(folder.resolve("farm.yaml"));
    }
}
