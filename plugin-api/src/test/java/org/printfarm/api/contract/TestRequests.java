package org.printfarm.api.contract;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.printfarm.api.job.PrintRequest;

/** Print requests as a slicer sends them. */
public final class TestRequests {

    private TestRequests() {}

    /** A request for a plate of one file, which it names by a URL. */
    public static PrintRequest of(
            String file,
            String subtask,
            int plate,
            Optional<String> md5,
            Map<String, String> options,
            InetAddress from) {
        return of(List.of(file), false, subtask, OptionalInt.of(plate), md5, options, from);
    }

    /** The same with everything that a request may lack. */
    public static PrintRequest of(
            List<String> files,
            boolean onCard,
            String subtask,
            OptionalInt plate,
            Optional<String> md5,
            Map<String, String> options,
            InetAddress from) {
        String document = "{\"print\":{\"command\":\"project_file\",\"use_ams\":true,\"n\":1.50}}";
        return new PrintRequest(files, onCard, files.get(0), subtask, plate, md5, options, document, from);
    }
}
