package org.printfarm.bench.claim;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.printfarm.api.settings.Secret;
import org.printfarm.host.config.StoreUrl;

/** Where the process begins. Answers each line of its standard input with what one window did; ends with its input. */
public final class ClaimMain {

    private ClaimMain() {}

    /**
     * Makes the jobs, and waits to be asked.
     *
     * @param arguments URL of the database, file with its password, a folder, how many at once, seconds of a window
     * @throws IOException when the database refuses
     * @throws InterruptedException when it is to end
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Secret password = Secret.of(Files.readString(Path.of(arguments[1])).strip());
        StoreUrl url = StoreUrl.parse(arguments[0], Path::of).orElseThrow().withPassword(Optional.of(password));
        Duration window = Duration.ofSeconds(Long.parseLong(arguments[4]));
        try (ClaimingHost host = ClaimingHost.enter(url, Path.of(arguments[2]), Integer.parseInt(arguments[3]));
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println("{}");
            while (in.readLine() != null) {
                System.out.println(host.window(window));
            }
        }
    }
}
