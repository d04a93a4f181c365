package org.printfarm.host.config;

import java.net.Inet4Address;
import java.util.List;
import java.util.Optional;
import org.printfarm.api.Loadout;
import org.printfarm.api.Printer;
import org.printfarm.api.PrinterIdentity;
import org.printfarm.api.PrinterModel;

/**
 * A printer before it is held against the others. Where the file has a mistake, a stand-in stands in.
 *
 * @param place of its id
 * @param serial empty when one is to be made
 */
record PrinterDraft(
        String id,
        SourcePosition place,
        PrinterModel model,
        String name,
        String firmware,
        Optional<Located<String>> serial,
        Located<Inet4Address> address,
        Located<Inet4Address> advertise,
        AccessCode accessCode,
        Loadout loadout,
        Optional<Located<SendTo>> sendTo,
        List<ServiceEntry> services) {

    /** Whether its address is to be taken from the pool. */
    boolean isAuto() {
        return address.value().equals(Ipv4.AUTO);
    }

    /** With the address that it was given; slicers dial that one too, unless the file names another. */
    PrinterDraft at(Inet4Address given) {
        Located<Inet4Address> taken = new Located<>(given, address.place());
        Located<Inet4Address> dialled = advertise.value().equals(Ipv4.AUTO) ? taken : advertise;
        return new PrinterDraft(
                id, place, model, name, firmware, serial, taken, dialled, accessCode, loadout, sendTo, services);
    }

    PrinterEntry complete(String usedSerial) {
        PrinterIdentity identity = new PrinterIdentity(usedSerial, model, name, firmware);
        Printer printer = new Printer(id, identity, address.value(), advertise.value(), accessCode.now(), loadout);
        return new PrinterEntry(
                printer, accessCode.before(), services, sendTo.map(Located::value), place.line(), place.column());
    }
}
