package org.printfarm.bench.farm;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.printfarm.bench.machine.FreePorts;
import org.printfarm.bench.machine.Pinning;
import org.printfarm.bench.machine.Program;
import org.printfarm.bench.machine.Scratch;

/** A farm's folder, from which its process can be started again and again. */
public final class Farm {

    private static final long CHECK_SECONDS = 120;

    private final Path home;
    private final Path file;
    private final FarmPlan plan;
    private final FarmPorts ports;
    private final Pinning pinning;
    private final Path quiet;

    private Farm(Path home, Path file, FarmPlan plan, FarmPorts ports, Pinning pinning, Path quiet) {
        this.home = home;
        this.file = file;
        this.plan = plan;
        this.ports = ports;
        this.pinning = pinning;
        this.quiet = quiet;
    }

    /** Where farms are made. */
    public static final class Ground {

        private final Path home;
        private final Scratch scratch;
        private final Pinning pinning;
        private final FreePorts free;
        private final Path quiet;

        /**
         * Prepares.
         *
         * @param home the checkout with the launcher
         * @param scratch for the farms' folders
         * @param pinning where they run
         * @param free where they listen
         * @throws IOException when nothing can be written
         */
        public Ground(Path home, Scratch scratch, Pinning pinning, FreePorts free) throws IOException {
            this.home = home;
            this.scratch = scratch;
            this.pinning = pinning;
            this.free = free;
            this.quiet = scratch.copy("quiet-logback.xml");
        }

        /**
         * Writes a farm's configuration.
         *
         * @param plan what farm
         * @return a farm that was never started
         * @throws IOException when nothing can be written
         */
        public Farm make(FarmPlan plan) throws IOException {
            Path folder = scratch.folder("farm");
            FarmPorts ports = FarmPorts.take(free);
            Path file = FarmFile.write(folder, home.resolve("plugins"), plan, ports);
            return new Farm(home, file, plan, ports, pinning, quiet);
        }
    }

    /** The same farm with its file elsewhere. */
    Farm at(Path other) {
        return new Farm(home, other, plan, ports, pinning, quiet);
    }

    /**
     * Where its printers listen.
     *
     * @return the ports
     */
    public FarmPorts ports() {
        return ports;
    }

    /**
     * How clients log in to every printer.
     *
     * @return user and code, with a colon between
     */
    public String login() {
        return "bblp:" + accessCode();
    }

    /**
     * The code of every printer.
     *
     * @return not a secret
     */
    public String accessCode() {
        return FarmFile.ACCESS_CODE;
    }

    /**
     * Its data folder.
     *
     * @return made by the first start
     */
    public Path data() {
        return file.resolveSibling("data");
    }

    /**
     * Targets for plain exchanges.
     *
     * @return all printers
     */
    public String plainTargets() {
        return Addresses.range(plan.printers(), ports.plain());
    }

    /**
     * Targets for TLS exchanges.
     *
     * @return all printers
     */
    public String tlsTargets() {
        return Addresses.range(plan.printers(), ports.tls());
    }

    /**
     * Changes its configuration; a farm that runs is to be told.
     *
     * @param change from what stands there to what is to stand there
     * @throws IOException when it cannot be written
     */
    public void rewrite(UnaryOperator<String> change) throws IOException {
        Files.writeString(file, change.apply(Files.readString(file)));
    }

    /**
     * Whether the farm accepts its configuration, asked without starting it.
     *
     * @return empty, or the mistakes
     * @throws IOException when it cannot be asked
     */
    public String mistakes() throws IOException, InterruptedException {
        Program.Result check = Program.run(CHECK_SECONDS, command("check", "-c", file.toString()));
        return check.exit() == 2 ? check.output() : "";
    }

    /**
     * Runs another command of the launcher on this farm.
     *
     * @param arguments without the configuration
     * @return what it said
     * @throws IOException when it does not end
     */
    public String ask(String... arguments) throws IOException, InterruptedException {
        ArrayList<String> command = new ArrayList<>(command(arguments));
        command.addAll(List.of("-c", file.toString()));
        return Program.run(CHECK_SECONDS, command).output();
    }

    /**
     * Starts the process through the launcher and waits until it is ready.
     *
     * @return the running farm
     * @throws IOException when it does not come up with all its services
     */
    public FarmProcess start() throws IOException, InterruptedException {
        return FarmProcess.start(launch()).awaitReady();
    }

    /**
     * Starts the process through the launcher with few file descriptors and waits until it is ready.
     *
     * @param limit how many it may have
     * @return the running farm
     * @throws IOException when it does not come up with all its services
     */
    public FarmProcess startWithin(int limit) throws IOException, InterruptedException {
        ArrayList<String> command =
                new ArrayList<>(List.of("sh", "-c", "ulimit -n " + limit + " && exec \"$@\"", "sh"));
        command.addAll(command("run", "-c", file.toString()));
        return FarmProcess.start(output(new ProcessBuilder(pinned(command)))).awaitReady();
    }

    /**
     * Starts the process through the launcher.
     *
     * @return the farm, which may not be ready
     * @throws IOException when it cannot be started
     */
    public FarmProcess begin() throws IOException {
        return FarmProcess.start(launch());
    }

    /**
     * Starts the process with the command line that the launcher made: without the launcher's own time.
     *
     * @param commandLine of a process that the launcher started
     * @return the farm, which may not be ready
     * @throws IOException when it cannot be started
     */
    public FarmProcess beginLike(List<String> commandLine) throws IOException {
        return FarmProcess.start(output(new ProcessBuilder(pinned(commandLine))));
    }

    private ProcessBuilder launch() throws IOException {
        return output(new ProcessBuilder(pinned(command("run", "-c", file.toString()))));
    }

    List<String> command(String... arguments) {
        ArrayList<String> command = new ArrayList<>();
        command.add(home.resolve("farm").toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private List<String> pinned(List<String> command) {
        return plan.pinned() ? pinning.server(command) : command;
    }

    private ProcessBuilder output(ProcessBuilder builder) throws IOException {
        if (plan.logging() == FarmPlan.Logging.QUIET) {
            builder.environment().put("FARM_JAVA_OPTS", "-Dlogback.configurationFile=" + quiet);
        } else {
            builder.environment().remove("FARM_JAVA_OPTS");
        }
        Path folder = file.toAbsolutePath().getParent();
        File log = Files.createTempFile(folder, "log-", ".txt").toFile();
        return builder.directory(log.getParentFile()).redirectError(log);
    }
}
