package org.printfarm.host.trust;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Two certificates whose keys nobody has. */
final class TestCertificates {

    static final String OURS = read("ours.pem");
    static final String VENDORS = read("vendors.pem");

    private TestCertificates() {}

    private static String read(String name) {
        try (InputStream in = TestCertificates.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
