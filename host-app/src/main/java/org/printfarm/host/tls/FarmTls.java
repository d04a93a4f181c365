package org.printfarm.host.tls;

import java.net.Inet4Address;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.printfarm.api.Printer;
import org.printfarm.api.service.PrinterTls;
import org.printfarm.host.config.FarmConfig.KeyChoice;
import org.printfarm.host.config.FarmConfig.TlsEngineChoice;
import org.printfarm.host.tls.LeafIssuer.Due;

/** The TLS of a running farm: certificates, engine, and one {@link PrinterTls} for each printer. Any thread. */
public final class FarmTls {

    private final FarmCertificates certificates;
    private final TlsEngine engine;
    private final List<KeyKind> kinds;
    private volatile Served served;

    /** All printers of the farm, and by serial the TLS of those that have their certificates. */
    private record Served(List<Printer> printers, Map<String, LeafTls> bySerial) {}

    private FarmTls(
            FarmCertificates certificates, TlsEngine engine, Collection<Printer> printers, List<KeyKind> kinds) {
        this.certificates = certificates;
        this.engine = engine;
        this.served = new Served(List.copyOf(printers), Map.of());
        this.kinds = kinds;
    }

    /**
     * Chooses the engine, and reads or makes the certificates.
     *
     * @param dataFolder the farm's data folder; made when it is missing
     * @param farmName goes into the name of a CA that is made
     * @param choice which engine the operator wants
     * @param keys which kinds of keys the operator wants
     * @param printers all printers of the farm, no serial twice
     * @param clock what time it is
     * @return ready
     * @throws TlsStoreException when something in the data folder cannot be used; nothing was overwritten
     * @throws TlsEngineException when the engine cannot be used
     */
    public static FarmTls open(
            Path dataFolder,
            String farmName,
            TlsEngineChoice choice,
            KeyChoice keys,
            Collection<Printer> printers,
            Clock clock)
            throws TlsStoreException, TlsEngineException {
        return open(dataFolder, farmName, choice, keys, printers, clock, Due.ISSUE)
                .orElseThrow();
    }

    /**
     * As {@link #open}, but makes and issues nothing.
     *
     * @return empty when something is missing or due, so that {@link #open} would have to make it
     */
    public static Optional<FarmTls> openExisting(
            Path dataFolder,
            String farmName,
            TlsEngineChoice choice,
            KeyChoice keys,
            Collection<Printer> printers,
            Clock clock)
            throws TlsStoreException, TlsEngineException {
        return FarmCertificates.hasAllKeys(dataFolder, keys)
                ? open(dataFolder, farmName, choice, keys, printers, clock, Due.LEAVE)
                : Optional.empty();
    }

    private static Optional<FarmTls> open(
            Path dataFolder,
            String farmName,
            TlsEngineChoice choice,
            KeyChoice keys,
            Collection<Printer> printers,
            Clock clock,
            Due due)
            throws TlsStoreException, TlsEngineException {
        TlsEngine engine = TlsEngine.choose(choice);
        FarmCertificates certificates = FarmCertificates.open(dataFolder, farmName, keys, clock);
        FarmTls tls = new FarmTls(certificates, engine, printers, certificates.kinds());
        return tls.equip(printers, due) ? Optional.of(tls) : Optional.empty();
    }

    /** Adds the TLS of those printers of which every certificate is there; false when some are missing and to be left so. */
    private boolean equip(Collection<Printer> those, Due due) throws TlsStoreException, TlsEngineException {
        Map<String, List<Identity>> identities = new HashMap<>();
        for (KeyKind kind : kinds) {
            PrivateKey key = imported(engine, certificates.leafKey(kind));
            Optional<Map<String, EncodedCertificate>> leaves = certificates.leaves(kind, those, due);
            if (leaves.isEmpty()) {
                return false;
            }
            leaves.get()
                    .forEach((serial, leaf) -> identities
                            .computeIfAbsent(serial, none -> new ArrayList<>())
                            .add(new Identity(kind, key, leaf, certificates.ca())));
        }
        Map<String, LeafTls> all = new HashMap<>(served.bySerial);
        identities.forEach((serial, ofPrinter) -> {
            if (ofPrinter.size() == kinds.size()) {
                all.put(serial, new LeafTls(engine, ofPrinter));
            }
        });
        served = new Served(served.printers, Map.copyOf(all));
        return true;
    }

    /**
     * Those that have no certificate, because the clock of this machine is outside of the CA's time: what was issued now
     * would be refused by every slicer for ever. Their services cannot be started yet.
     *
     * @return in the order of the file; empty as a rule
     */
    public List<Printer> waiting() {
        return served.printers.stream()
                .filter(printer -> known(printer).isEmpty())
                .toList();
    }

    /**
     * Issues the certificates of those that wait, if the clock is right by now.
     *
     * @return whether nobody waits any more
     * @throws TlsStoreException when the disk refuses
     * @throws TlsEngineException never after {@link #open}
     */
    public synchronized boolean issueWaiting() throws TlsStoreException, TlsEngineException {
        return certificates.isClockRight()
                && equip(waiting(), Due.ISSUE)
                && waiting().isEmpty();
    }

    /**
     * Has certificates for these printers from now on: reads or issues those of printers that are new or have another serial or
     * address. Services that run keep what they have.
     *
     * @param now all printers of the farm, no serial twice
     * @return false when the clock of this machine is outside of the CA's time, so that nothing was issued
     * @throws TlsStoreException when the disk refuses, or one that is there is damaged; then all is as before
     * @throws TlsEngineException never after {@link #open}
     */
    public synchronized boolean become(Collection<Printer> now) throws TlsStoreException, TlsEngineException {
        Set<LeafNames> known = served.printers.stream().map(LeafNames::of).collect(Collectors.toSet());
        List<Printer> fresh = now.stream()
                .filter(printer -> !known.contains(LeafNames.of(printer)))
                .toList();
        if (!waiting().isEmpty() || (!fresh.isEmpty() && !certificates.isClockRight())) {
            return false;
        }
        if (!fresh.isEmpty()) {
            equip(fresh, Due.ISSUE);
        }
        Map<String, LeafTls> all = served.bySerial;
        Map<String, LeafTls> kept = now.stream()
                .map(printer -> printer.identity().serial())
                .collect(Collectors.toUnmodifiableMap(serial -> serial, all::get));
        served = new Served(List.copyOf(now), kept);
        return true;
    }

    private static PrivateKey imported(TlsEngine engine, PrivateKey key) throws TlsEngineException {
        try {
            return engine.imported(key);
        } catch (GeneralSecurityException e) {
            throw new TlsEngineException(
                    "the TLS engine does not take the printers' key; set farm.tls-engine to jsse", e);
        }
    }

    /**
     * Proves the cipher suites by handshakes in memory, with one printer's certificate; what does not work is logged, and the farm
     * goes on with the others. Takes some 50 ms of a JVM that just began, which is why it is not a part of {@link #open}: to be
     * called when the ports are open.
     */
    public void proveSuites() {
        served.bySerial.values().stream().findFirst().ifPresent(new SuiteSelfTest(engine)::report);
    }

    /**
     * A printer's TLS.
     *
     * @param printer one of those given to {@link #open}
     * @return the same object at every call
     * @throws IllegalArgumentException when it was not among them
     */
    public PrinterTls of(Printer printer) {
        return leafTls(printer);
    }

    LeafTls leafTls(Printer printer) {
        return known(printer)
                .orElseThrow(
                        () -> new IllegalArgumentException("no certificate was issued for printer " + printer.id()));
    }

    /** Empty for a printer that has no certificate. */
    Optional<LeafTls> known(Printer printer) {
        return Optional.ofNullable(served.bySerial.get(printer.identity().serial()));
    }

    /**
     * The TLS of a service of the farm itself: a certificate of its own from the farm's CA, in memory alone.
     *
     * @param name a DNS name that it vouches for
     * @param addresses where the service answers
     * @return made anew at each call
     * @throws IllegalStateException when the engine takes the key no more
     */
    public PrinterTls ofFarm(String name, List<Inet4Address> addresses) {
        LeafNames names = new LeafNames(
                name,
                addresses.stream().map(Inet4Address::getHostAddress).distinct().toList());
        try {
            return new LeafTls(
                    engine,
                    List.of(new Identity(
                            KeyKind.RSA,
                            imported(engine, certificates.leafKey(KeyKind.RSA)),
                            EncodedCertificate.of(certificates.leaf(names)),
                            certificates.ca())));
        } catch (TlsEngineException e) {
            throw new IllegalStateException("the engine took the key before", e);
        }
    }

    /** The certificates, for whoever wants to show the CA. */
    public FarmCertificates certificates() {
        return certificates;
    }

    /** The engine that was chosen at the start. */
    public TlsEngine engine() {
        return engine;
    }
}
