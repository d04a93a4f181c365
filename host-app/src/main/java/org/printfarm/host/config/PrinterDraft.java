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

    PrinterEntry complete(String usedSerial) {
        PrinterIdentity identity = new PrinterIdentity(usedSerial, model, name, firmware);
        Printer printer = new Printer(id, identity, address.value(), advertise.value(), accessCode.now(), loadout);
        return new PrinterEntry(
                printer, accessCode.before(), services, sendTo.map(Located::value), place.line(), place.column());
    }
}
