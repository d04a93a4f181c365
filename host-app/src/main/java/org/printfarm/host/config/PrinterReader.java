package org.printfarm.host.config;

import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.printfarm.api.PrinterIdentity;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.settings.Secret;
import org.printfarm.host.text.Suggestion;

/** One printer's section, with the defaults beneath it → {@link PrinterDraft}. */
final class PrinterReader {

    private static final String SEND_TO = "send-to";
    private static final String SHOW = "show";
    private static final String TAGS = "tags";

    private static final List<String> SHARED = List.of(
            "model",
            "firmware",
            AccessCodes.KEY,
            "services",
            SEND_TO,
            SHOW,
            TAGS,
            LoadoutReader.NOZZLE,
            LoadoutReader.FILAMENTS);
    private static final List<String> ITS_OWN = List.of("name", "serial", "address", "advertise");
    private static final List<String> ALL = concat(ITS_OWN, SHARED);

    private static final PrinterModel DEFAULT_MODEL = PrinterModel.X1C;
    private static final String DEFAULT_FIRMWARE = "01.09.00.00";
    private static final AccessCode NO_CODE = AccessCode.of(Secret.of(""));
    private static final String ADDRESS = "an IPv4 address like 192.168.1.51";

    private final Section defaults;
    private final AccessCodes accessCodes;
    private final Reporter reporter;

    /** Checks the defaults themselves, whether or not a printer needs them. */
    PrinterReader(Section defaults, AccessCodes accessCodes) {
        this.defaults = defaults;
        this.accessCodes = accessCodes;
        this.reporter = defaults.reporter();
        defaults.entries().forEach((key, entry) -> {
            if (ITS_OWN.contains(key)) {
                reporter.mistake(entry.place(), "cannot be shared: write it under each printer");
            }
        });
        defaults.reportUnknown(SHARED, ITS_OWN);
        model(defaults);
        firmware(defaults);
        accessCodes.read(defaults);
        MergedService.merge(defaults.section("services"), defaults.empty());
    }

    /**
     * Reads one printer.
     *
     * @param number a different one for each printer
     * @return empty when there is no mapping to read; that is reported
     */
    Optional<PrinterDraft> read(String id, Node.Entry entry, int number) {
        Section own = Section.of(entry, reporter);
        EntryId.check(id, entry.place(), reporter);
        if (!entry.value().isMappingOrNothing()) {
            return Optional.empty();
        }
        own.reportUnknown(ALL, List.of());
        Section section = own.over(defaults, SHARED);
        PrinterModel model = model(section);
        List<ServiceEntry> services = MergedService.merge(defaults.section("services"), own.section("services"));
        // Slicers send to it through the print-host door, where neither an address nor a code is asked for.
        boolean doorOnly = !section.has("address")
                && !section.has("advertise")
                && services.stream().noneMatch(ServiceEntry::isOn);
        Located<Inet4Address> address = doorOnly ? new Located<>(Ipv4.NONE, section.place()) : address(section, number);
        Optional<AccessCode> code = doorOnly ? accessCodes.read(section) : accessCodes.required(section);
        return Optional.of(new PrinterDraft(
                id,
                entry.place(),
                model,
                name(section, id),
                firmware(section),
                serial(section, model),
                address,
                advertise(section, address, number),
                code.orElse(NO_CODE),
                new LoadoutReader(reporter, model).read(section),
                sendTo(section),
                services));
    }

    private Optional<Located<SendTo>> sendTo(Section section) {
        Optional<SendTo.Show> show = section.has(SHOW)
                ? Optional.of(new MergedSettings(section).choice(SHOW, SendTo.Show.class, SendTo.Show.MIRROR))
                : Optional.empty();
        List<String> tags = tags(section);
        return section.text(SEND_TO, "the id of a machine or a pool")
                .map(goal -> new Located<>(new SendTo(goal.text(), show, tags), goal.place()));
    }

    private List<String> tags(Section section) {
        Optional<Node> written = section.value(TAGS);
        if (written.isEmpty()) {
            return List.of();
        }
        if (!(written.get() instanceof Node.Sequence list)) {
            reporter.expected("a list of tags", written.get());
            return List.of();
        }
        return list.items().stream()
                .flatMap(item -> section.asText(item, "a tag").stream())
                .map(Node.Text::text)
                .toList();
    }

    private PrinterModel model(Section section) {
        return parse(section, "model", "a model", PrinterModel::find, PrinterReader::nearModels)
                .map(Located::value)
                .orElse(DEFAULT_MODEL);
    }

    private static String nearModels(String text) {
        List<String> names = Arrays.stream(PrinterModel.values())
                .map(PrinterModel::displayName)
                .toList();
        List<String> codes =
                Arrays.stream(PrinterModel.values()).map(PrinterModel::wireCode).toList();
        String near = Suggestion.of(text, concat(names, codes));
        return near.isEmpty() ? Suggestion.orAll(text, names) : near;
    }

    private String firmware(Section section) {
        String expected = "four groups of two digits, like " + DEFAULT_FIRMWARE;
        return parse(section, "firmware", expected, text -> only(text, PrinterIdentity.isFirmware(text)), text -> "")
                .map(Located::value)
                .orElse(DEFAULT_FIRMWARE);
    }

    private String name(Section section, String id) {
        String expected = "1 to " + PrinterIdentity.MAX_NAME_LENGTH + " characters without control characters";
        return parse(section, "name", expected, text -> only(text, PrinterIdentity.isName(text)), text -> "")
                .map(Located::value)
                .orElse(PrinterIdentity.isName(id) ? id : "printer");
    }

    private Located<Inet4Address> address(Section section, int number) {
        section.required("address", ADDRESS);
        return parse(section, "address", ADDRESS, PrinterReader::addressOrAuto, PrinterReader::whyNoAddress)
                .orElseGet(() -> new Located<>(Ipv4.standIn(number), section.place()));
    }

    private static Optional<Inet4Address> addressOrAuto(String text) {
        return text.equals("auto") ? Optional.of(Ipv4.AUTO) : Ipv4.parse(text);
    }

    private Located<Inet4Address> advertise(Section section, Located<Inet4Address> address, int number) {
        Optional<Located<Inet4Address>> written =
                parse(section, "advertise", ADDRESS, Ipv4::parse, PrinterReader::whyNoAddress);
        Located<Inet4Address> advertise = written.orElse(address);
        if (!advertise.value().isAnyLocalAddress()) {
            return advertise;
        }
        if (written.isPresent()) {
            reporter.mistake(advertise.place(), "expected an address that slicers can dial, got \"0.0.0.0\"");
        } else if (!section.has("advertise")) {
            reporter.mistake(
                    section.placeOf("advertise"),
                    "expected the address that slicers are to dial, since address is 0.0.0.0; got nothing");
        }
        return new Located<>(Ipv4.standIn(number), advertise.place());
    }

    private static String whyNoAddress(String text) {
        if (text.indexOf(':') >= 0) {
            return " (IPv6 and ports are not supported here)";
        }
        return text.chars().anyMatch(Character::isLetter) ? " (names are not looked up)" : "";
    }

    /** The text itself is not repeated: it stands next to the access code, and the two are easily swapped. */
    private Optional<Located<String>> serial(Section section, PrinterModel model) {
        String expected = PrinterIdentity.SERIAL_LENGTH + " characters of A-Z and 0-9";
        Optional<Node.Text> text = section.text("serial", expected);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String serial = text.get().text();
        SourcePosition place = text.get().place();
        if (!PrinterIdentity.isSerial(serial)) {
            String got = serial.length() == PrinterIdentity.SERIAL_LENGTH
                    ? "another character too"
                    : serial.length() + " characters";
            reporter.mistake(place, "expected " + expected + ", got " + got);
            return Optional.empty();
        }
        if (!serial.startsWith(model.serialPrefix())) {
            reporter.warning(place, "serials of the " + model.displayName() + " begin with " + model.serialPrefix());
        }
        return Optional.of(new Located<>(serial, place));
    }

    private <T> Optional<Located<T>> parse(
            Section section,
            String key,
            String expected,
            Function<String, Optional<T>> read,
            Function<String, String> hint) {
        return section.text(key, expected).flatMap(text -> {
            Optional<T> value = read.apply(text.text());
            if (value.isEmpty()) {
                reporter.mistake(
                        text.place(),
                        "expected " + expected + ", got " + Printable.value(text.text()) + hint.apply(text.text()));
            }
            return value.map(found -> new Located<>(found, text.place()));
        });
    }

    private static Optional<String> only(String text, boolean sound) {
        return sound ? Optional.of(text) : Optional.empty();
    }

    private static List<String> concat(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }
}
