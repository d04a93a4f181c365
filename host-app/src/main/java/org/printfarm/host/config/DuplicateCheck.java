package org.printfarm.host.config;

import java.net.Inet4Address;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Finds printers that claim to be the same: each names the place of the other. */
final class DuplicateCheck {

    private final Reporter reporter;

    DuplicateCheck(Reporter reporter) {
        this.reporter = reporter;
    }

    /**
     * One address is one printer, since a connection's local address is all that selects it. The same goes for serials.
     */
    void check(List<PrinterDraft> printers) {
        findTwins(printers, printer -> real(printer.address()), Inet4Address::getHostAddress, this::sameAddress);
        findTwins(printers, PrinterDraft::serial, serial -> serial, this::sameSerial);
        findTwins(printers, printer -> real(printer.advertise()), Inet4Address::getHostAddress, this::sameAdvertised);
    }

    private static Optional<Located<Inet4Address>> real(Located<Inet4Address> address) {
        return Optional.of(address).filter(at -> !at.value().equals(Ipv4.NONE));
    }

    private static <T> void findTwins(
            List<PrinterDraft> printers,
            Function<PrinterDraft, Optional<Located<T>>> part,
            Function<T, String> shown,
            Twins twins) {
        Map<T, PrinterDraft> first = new HashMap<>();
        for (PrinterDraft printer : printers) {
            part.apply(printer).ifPresent(at -> {
                PrinterDraft other = first.putIfAbsent(at.value(), printer);
                if (other != null) {
                    SourcePosition otherPlace =
                            part.apply(other).map(Located::place).orElse(other.place());
                    twins.found(printer, at.place(), other, otherPlace, shown.apply(at.value()));
                }
            });
        }
    }

    private void sameAddress(
            PrinterDraft printer, SourcePosition place, PrinterDraft other, SourcePosition otherPlace, String shown) {
        reporter.mistake(
                place,
                "expected an address of its own, got " + shown + ", which " + name(other, otherPlace)
                        + " has: add another address to this machine");
    }

    private void sameSerial(
            PrinterDraft printer, SourcePosition place, PrinterDraft other, SourcePosition otherPlace, String shown) {
        reporter.mistake(
                place, "expected a serial of its own, got " + shown + ", which " + name(other, otherPlace) + " has");
    }

    private void sameAdvertised(
            PrinterDraft printer, SourcePosition place, PrinterDraft other, SourcePosition otherPlace, String shown) {
        if (!printer.address().value().equals(other.address().value())) {
            reporter.warning(
                    place,
                    "slicers are told to dial " + shown + " for " + name(other, otherPlace)
                            + " too: only one of them can be reached");
        }
    }

    private String name(PrinterDraft other, SourcePosition otherPlace) {
        return "printers." + Printable.id(other.id()) + " (" + reporter.at(otherPlace) + ")";
    }

    /** Told of each printer that is like an earlier one. */
    private interface Twins {
        void found(
                PrinterDraft printer,
                SourcePosition place,
                PrinterDraft other,
                SourcePosition otherPlace,
                String shown);
    }
}
