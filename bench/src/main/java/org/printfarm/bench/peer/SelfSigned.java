package org.printfarm.bench.peer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.printfarm.bench.machine.Program;

/**
 * A certificate for a peer, RSA-2048 as the farm's.
 *
 * @param certificate PEM
 * @param key PEM
 */
record SelfSigned(Path certificate, Path key) {

    private static final long SECONDS = 60;

    static SelfSigned make(Path folder) throws IOException, InterruptedException {
        SelfSigned made = new SelfSigned(folder.resolve("cert.pem"), folder.resolve("key.pem"));
        Program.Result openssl = Program.run(
                SECONDS,
                List.of(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=bench",
                        "-keyout",
                        made.key().toString(),
                        "-out",
                        made.certificate().toString()));
        if (openssl.exit() != 0) {
            throw new IOException("openssl made no certificate");
        }
        return made;
    }
}
