package org.printfarm.bench.drive;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The command line of curl for an upload as slicers send it: implicit TLS 1.2, whoever the server is. */
public final class CurlUpload {

    private CurlUpload() {}

    /**
     * Program and arguments.
     *
     * @param login user and password, with a colon between
     * @param file what is sent
     * @param url of the server's folder, or of the file as it is to be called there
     * @param more options
     * @return begins with the name of the program
     */
    public static List<String> command(String login, Path file, String url, String... more) {
        List<String> command = new ArrayList<>(List.of("curl", "-sS", "-k", "--ssl-reqd", "--tls-max", "1.2"));
        command.addAll(Arrays.asList(more));
        command.addAll(List.of("-u", login, "-T", file.toString(), url));
        return command;
    }
}
