package org.printfarm.host.config;

import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives the printers with {@code address: auto} theirs.
 *
 * @param drafts all printers, each with an address
 * @param given those that were taken from the pool, by id
 * @param book where they are kept; empty when no printer needs one
 */
record AutoAddresses(List<PrinterDraft> drafts, Map<String, Inet4Address> given, Optional<AddressBook> book) {

    static AutoAddresses of(List<PrinterDraft> drafts, FarmSection farm, Reporter reporter) {
        List<String> ids = drafts.stream()
                .filter(PrinterDraft::isAuto)
                .map(PrinterDraft::id)
                .toList();
        if (ids.isEmpty()) {
            return new AutoAddresses(drafts, Map.of(), Optional.empty());
        }
        List<Inet4Address> taken =
                drafts.stream().map(draft -> draft.address().value()).toList();
        AddressBook book = AddressBook.open(farm.data(), reporter);
        Map<String, Inet4Address> given = book.give(ids, farm.addresses().pool(), taken);
        List<PrinterDraft> complete = new ArrayList<>();
        for (PrinterDraft draft : drafts) {
            Inet4Address standIn = Ipv4.standIn(complete.size() + 1);
            complete.add(draft.isAuto() ? draft.at(given.getOrDefault(draft.id(), standIn)) : draft);
        }
        report(drafts, ids.size() - given.size(), farm, reporter);
        return new AutoAddresses(List.copyOf(complete), given, Optional.of(book));
    }

    /** One mistake for all of them, at the first; none where the pool itself was one. */
    private static void report(List<PrinterDraft> drafts, int without, FarmSection farm, Reporter reporter) {
        AddressRules rules = farm.addresses();
        boolean none = rules.equals(AddressRules.NONE);
        if (without == 0 || (rules.pool().addresses().isEmpty() && !none)) {
            return;
        }
        SourcePosition place = drafts.stream()
                .filter(PrinterDraft::isAuto)
                .findFirst()
                .map(draft -> draft.address().place())
                .orElseThrow();
        reporter.mistake(
                place,
                none
                        ? "expected farm.addresses with an interface and a pool to take the address from, got nothing"
                        : "expected room for " + without + " more in farm.addresses.pool, which has "
                                + rules.pool().addresses().size() + " addresses");
    }

    /** Writes down what was given. */
    void keep(FarmSection farm, Reporter reporter) {
        book.ifPresent(open -> open.keep(farm.dataPlace(), reporter));
    }
}
