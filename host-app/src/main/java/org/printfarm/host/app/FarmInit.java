package org.printfarm.host.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.printfarm.api.PrinterIdentity;
import org.printfarm.api.PrinterModel;
import org.printfarm.host.files.OwnerOnlyFile;
import org.printfarm.host.view.InitView;

/**
 * What a new farm begins with.
 *
 * @param folder where its files are to be written
 * @param name the farm's name
 * @param printers how many, 1 to {@value #MAX_PRINTERS}
 * @param model of all of them, by name or wire code
 * @param address of the first, from which the others count up; or a range, from which the farm takes and makes them itself
 */
public record FarmInit(Path folder, String name, int printers, String model, String address) {

    /** As many as a person gives addresses to; more are written into the file by hand. */
    public static final int MAX_PRINTERS = 250;

    private static final String FILE = "farm.yaml";
    private static final String SECRETS = "secrets";
    private static final String PLUGINS = "plugins";
    private static final int CODE_LENGTH = 8;

    /** Without what is taken for another one when it is typed from a screen. */
    private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    /** Where a farm is begun unless somebody says otherwise: the current folder, with a package that of its configuration. */
    public static String usualFolder() {
        return InstalledFarm.find()
                .map(installed -> String.valueOf(installed.config().getParent()))
                .orElse(".");
    }

    /**
     * Writes the configuration, and a file with an access code for each printer that only its owner can read. Nothing that is
     * there is written over.
     *
     * @return what was written
     * @throws FarmException when an answer cannot be used, a farm.yaml is there, or the disk refuses
     */
    public InitView write() throws FarmException {
        PrinterModel sold = PrinterModel.find(model)
                .orElseThrow(() -> refused("model: expected a printer's name or wire code, for instance P1S"));
        if (printers < 1 || printers > MAX_PRINTERS) {
            throw refused("printers: expected 1 to " + MAX_PRINTERS);
        }
        if (!PrinterIdentity.isName(name) || name.indexOf('"') >= 0 || name.indexOf('\\') >= 0) {
            throw refused("name: expected 1 to " + PrinterIdentity.MAX_NAME_LENGTH + " plain characters");
        }
        NewAddresses addresses = NewAddresses.of(address, printers);
        Path file = folder.resolve(FILE);
        if (Files.exists(file)) {
            throw new FarmException(
                    FarmException.NOT_POSSIBLE, file + " is there already", "move it away, or begin in another folder");
        }
        try {
            List<String> codes = codes();
            OwnerOnlyFile.place(file, text(sold, addresses).getBytes(StandardCharsets.UTF_8));
            return new InitView(file.toString(), codes, next(file, addresses));
        } catch (IOException e) {
            throw FarmException.storage(e);
        }
    }

    private static FarmException refused(String text) {
        return new FarmException(FarmException.BAD_REQUEST, text, "");
    }

    private List<String> codes() throws IOException {
        SecureRandom random = new SecureRandom();
        List<String> files = new ArrayList<>();
        for (int number = 1; number <= printers; number++) {
            Path file = folder.resolve(SECRETS).resolve("bay-" + digits(number));
            if (!Files.exists(file)) {
                OwnerOnlyFile.write(file, (code(random) + "\n").getBytes(StandardCharsets.US_ASCII));
            }
            files.add(file.toString());
        }
        return files;
    }

    private static String code(Random random) {
        StringBuilder code = new StringBuilder();
        random.ints(CODE_LENGTH, 0, ALPHABET.length()).forEach(i -> code.append(ALPHABET.charAt(i)));
        return code.toString();
    }

    private String digits(int number) {
        int width = Integer.toString(printers).length();
        return String.format(Locale.ROOT, "%0" + width + "d", number);
    }

    private String text(PrinterModel sold, NewAddresses addresses) {
        boolean many = printers > 1;
        String number = many ? "[n]" : "1";
        Path own = folder.resolve(PLUGINS);
        Path installed = FarmSource.installation().resolve(PLUGINS);
        String plugins = Files.isDirectory(own) || !Files.isDirectory(installed) ? PLUGINS : installed.toString();
        String command = machines().isPresent() ? "sudo farm" : "./farm";
        String data = machines().map(farm -> farm.data().toString()).orElse("data");
        return String.join(
                "\n",
                "# A farm of virtual printers. " + command + " check tells what is wrong here, with the place;",
                "# a farm that runs takes changes over with " + command + " reload. All keys: README.md.",
                "farm:",
                "  name: \"" + name + "\"      # stands in the name of the farm's CA",
                "  data: " + data + "          # certificates, serials and jobs: back it up",
                "  plugins: " + plugins + addresses.section(),
                "defaults:             # every printer starts from these",
                "  model: " + sold.displayName(),
                "  services: {bind: on, ssdp: on, mqtt: on, ftp: on}",
                "printers:",
                many
                        ? "  bay-[" + digits(1) + "-" + printers + "]:        # one entry for all; [n] is the number"
                        : "  bay-1:",
                "    name: \"Bay " + number + "\"   # what the slicer shows",
                "    address: " + addresses.value(),
                "    access-code: \"${file:" + SECRETS + "/bay-" + number + "}\"   # what the slicer asks for",
                "");
    }

    private List<String> next(Path file, NewAddresses addresses) {
        if (machines().isPresent()) {
            return List.of(
                    addresses.command(NetProcess.OF_PACKAGE), "sudo farm check", "sudo systemctl start printfarm");
        }
        return List.of(
                addresses.command(NetProcess.ofCheckout(file) + "   # stays; in a terminal of its own"),
                "./farm check -c " + file,
                "./farm run -c " + file);
    }

    /** The farm of this machine, when it is begun. */
    private Optional<InstalledFarm> machines() {
        return InstalledFarm.find().filter(installed -> installed.isIn(folder));
    }
}
