package org.printfarm.host.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.printfarm.api.Printer;
import org.printfarm.api.PrinterIdentity;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.settings.Secret;
import org.printfarm.host.config.FarmConfig.KeyChoice;

/** A farm of the tests' own. Making its two keys takes a second, so it is made once and copied. */
final class TestFarm {

    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    static final Clock CLOCK = Clock.fixed(START, ZoneOffset.UTC);
    static final String NAME = "workshop";

    private TestFarm() {}

    static Clock at(Instant instant) {
        return Clock.fixed(instant, ZoneOffset.UTC);
    }

    /** Printers 1 to count, on 127.8.x.y. */
    static List<Printer> printers(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(TestFarm::printer).toList();
    }

    static Printer printer(int number) {
        String address = "127.8." + number / 250 + "." + (number % 250 + 1);
        return printer(number, address, address);
    }

    static Printer printer(int number, String bind, String advertised) {
        PrinterIdentity identity = new PrinterIdentity(
                String.format("01P00A%09d", number), PrinterModel.P1S, "Bay " + number, "01.09.00.00");
        return new Printer("bay-" + number, identity, address(bind), address(advertised), Secret.of("12345678"));
    }

    private static Inet4Address address(String text) {
        try {
            return (Inet4Address) InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** A data folder with CA, leaf keys of both kinds and the leaves of printers 1 and 2, made at {@link #START}. */
    static Path copyTo(Path data) {
        try (Stream<Path> files = Files.walk(Template.DATA)) {
            for (Path file : files.toList()) {
                Path target = data.resolve(Template.DATA.relativize(file));
                if (!target.equals(data)) {
                    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
            return data;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every file under a folder with its bytes, folders with nothing: what must not change. */
    static Map<String, String> contents(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            Map<String, String> contents = new TreeMap<>();
            for (Path file : files.toList()) {
                String bytes = Files.isRegularFile(file)
                        ? HexFormat.of().formatHex(Fingerprints.sha256(Files.readAllBytes(file)))
                        : "";
                contents.put(folder.relativize(file).toString(), bytes);
            }
            return contents;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Made when the first test asks for it, and not by a process that only wants printers. */
    private static final class Template {
        static final Path DATA = make();

        private static Path make() {
            try {
                Path data = Files.createTempDirectory(Path.of("target"), "farm-template");
                FarmCertificates farm = FarmCertificates.open(data, NAME, KeyChoice.RSA_EC, CLOCK);
                for (KeyKind kind : KeyKind.values()) {
                    farm.leaves(kind, printers(2));
                }
                return data;
            } catch (IOException | TlsStoreException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
