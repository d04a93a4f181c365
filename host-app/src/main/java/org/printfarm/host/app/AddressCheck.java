package org.printfarm.host.app;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.printfarm.host.address.AddressClient;
import org.printfarm.host.address.AddressState;
import org.printfarm.host.address.AddressState.Kind;
import org.printfarm.host.address.NetworkCommands;
import org.printfarm.host.config.AddressRules;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.config.PrinterEntry;
import org.printfarm.host.config.Problem;
import org.printfarm.host.config.Problems;
import org.printfarm.host.preflight.OtherMachines;

/** What would keep a farm from making the addresses that it is to make. Makes none. One thread; used once. */
final class AddressCheck {

    private static final String SECTION = "farm.addresses";

    private final FarmConfig config;
    private final AddressRules rules;
    private final Problems problems;
    private final Map<String, Inet4Address> missing;

    private AddressCheck(FarmConfig config, Problems problems) {
        this.config = config;
        this.rules = config.addresses().rules();
        this.problems = problems;
        this.missing = new LinkedHashMap<>(config.addresses().made());
        missing.values().removeIf(AddressCheck::isHere);
    }

    /**
     * Tells what is missing, with its mend.
     *
     * @return the addresses that are not there yet, and that the farm makes at its start: nobody else needs to ask for them
     */
    static Set<Inet4Address> check(FarmConfig config, Problems problems) {
        AddressCheck check = new AddressCheck(config, problems);
        if (!check.missing.isEmpty() && check.hasCard()) {
            NetworkCommands.missing().forEach(text -> check.mistake(SECTION, text));
            check.ask();
        }
        return Set.copyOf(check.missing.values());
    }

    private static boolean isHere(Inet4Address address) {
        try {
            return NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return false;
        }
    }

    private boolean hasCard() {
        try {
            if (NetworkInterface.getByName(rules.card()) != null) {
                return rules.mode() != AddressRules.Mode.MACVLAN || isMacvlan();
            }
            String cards = NetworkInterface.networkInterfaces()
                    .map(NetworkInterface::getName)
                    .sorted()
                    .collect(Collectors.joining(", "));
            String mend = rules.mode() == AddressRules.Mode.MACVLAN ? macvlanMend() : aliasMend();
            mistake(
                    SECTION + ".interface",
                    "there is no network card " + rules.card() + " here, only " + cards + "; " + mend);
        } catch (SocketException e) {
            mistake(SECTION + ".interface", "the network cards cannot be listed");
        }
        return false;
    }

    private boolean isMacvlan() {
        Path told = Path.of("/sys/class/net", rules.card(), "uevent");
        try {
            if (Files.readString(told, StandardCharsets.UTF_8).contains("DEVTYPE=macvlan")) {
                return true;
            }
            mistake(SECTION + ".interface", rules.card() + " is no macvlan card; " + macvlanMend());
        } catch (IOException e) {
            // Where /sys is not shown, nothing can be said against it.
            return true;
        }
        return false;
    }

    private String aliasMend() {
        String first = missing.values().iterator().next().getHostAddress();
        return "write the one that this names behind dev: ip route get " + first;
    }

    private static String macvlanMend() {
        return "make it on the machine around this one, as root, by what this prints:"
                + " ./farm net macvlan --parent CARD --namespace NAME";
    }

    private void ask() {
        try (AddressClient client = AddressClient.open(AddressClient.socketIn(config.data()))) {
            tell(client.probe(missing.values()));
        } catch (IOException e) {
            mistake(
                    SECTION,
                    "the process that makes addresses does not answer; start it: " + NetProcess.command(config));
            tell(answered(missing.values()));
        }
    }

    private static Map<Inet4Address, AddressState> answered(Collection<Inet4Address> addresses) {
        return OtherMachines.having(addresses).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, found -> new AddressState(Kind.TAKEN, found.getValue())));
    }

    private void tell(Map<Inet4Address, AddressState> states) {
        for (PrinterEntry entry : config.printers()) {
            String id = entry.printer().id();
            Inet4Address address = entry.printer().bindAddress();
            AddressState state = missing.containsKey(id) ? states.get(address) : null;
            if (state != null && state.kind() != Kind.FREE && state.kind() != Kind.HERE) {
                String text = address.getHostAddress() + words(state);
                problems.mistake(new Problem(
                        config.source(), entry.line(), entry.column(), "printers." + id + ".address", text));
            }
        }
    }

    private static String words(AddressState state) {
        return switch (state.kind()) {
            case TAKEN ->
                ": another machine (" + state.words()
                        + ") has it; take it from that machine, or leave it out of farm.addresses.pool";
            case REFUSED -> " is in no pool that printfarm-net knows; restart that process";
            default -> " cannot be made: " + state.words();
        };
    }

    private void mistake(String key, String text) {
        problems.mistake(new Problem(config.source(), rules.line(), rules.column(), key, text));
    }
}
