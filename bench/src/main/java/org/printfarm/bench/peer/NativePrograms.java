package org.printfarm.bench.peer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.printfarm.bench.machine.Program;
import org.printfarm.bench.machine.Scratch;

/**
 * The project's two C programs, compiled for this run.
 *
 * @param floor the server that does as little as a server can
 * @param load the load generator
 * @param words for the report: what was used, or what is missing
 */
public record NativePrograms(Optional<Path> floor, Optional<Path> load, String words) {

    private static final long COMPILE_SECONDS = 120;
    private static final List<String> COMPILERS = List.of("gcc", "cc");

    /**
     * Compiles them.
     *
     * @param scratch where
     * @return both, or neither
     * @throws IOException when nothing can be written
     */
    public static NativePrograms compile(Scratch scratch) throws IOException, InterruptedException {
        Optional<Path> compiler =
                COMPILERS.stream().map(Program::find).flatMap(Optional::stream).findFirst();
        if (compiler.isEmpty()) {
            return none("no C compiler (gcc)");
        }
        Optional<Path> floor = compile(compiler.get(), scratch, "bindfloor", "-pthread");
        Optional<Path> load = compile(compiler.get(), scratch, "bindload");
        return floor.isPresent() && load.isPresent()
                ? new NativePrograms(floor, load, "floor: bindfloor.c; load: bindload.c")
                : none("the C programs do not compile: are the headers of OpenSSL 3 (libssl-dev) there?");
    }

    /**
     * Neither.
     *
     * @param why what is missing
     * @return no programs
     */
    public static NativePrograms none(String why) {
        return new NativePrograms(Optional.empty(), Optional.empty(), "no floor, and the load in Java: " + why);
    }

    private static Optional<Path> compile(Path compiler, Scratch scratch, String name, String... options)
            throws IOException, InterruptedException {
        Path source = scratch.copy("c/" + name + ".c");
        Path program = scratch.root().resolve(name);
        List<String> command = new ArrayList<>(List.of(compiler.toString(), "-O2"));
        command.addAll(List.of(options));
        command.addAll(List.of("-o", program.toString(), source.toString(), "-lssl", "-lcrypto"));
        return Program.run(COMPILE_SECONDS, command).exit() == 0 ? Optional.of(program) : Optional.empty();
    }
}
