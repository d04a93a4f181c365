package org.printfarm.host.doctor;

import static org.printfarm.api.service.PrinterEvent.Kind.CONNECTED;
import static org.printfarm.api.service.PrinterEvent.Kind.DETECTED;
import static org.printfarm.api.service.PrinterEvent.Kind.FAULT;
import static org.printfarm.api.service.PrinterEvent.Kind.LOGIN_FAILED;
import static org.printfarm.api.service.PrinterEvent.Kind.LOST;
import static org.printfarm.api.service.PrinterEvent.Kind.OVERLOADED;
import static org.printfarm.api.service.PrinterEvent.Kind.TLS_FAILED;
import static org.printfarm.api.service.PrinterEvent.Kind.UPLOADED;
import static org.printfarm.api.service.PrinterEvent.Kind.UPLOAD_FAILED;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.api.service.PrinterEvent.Kind;

/**
 * One row of the table of what clients do when something is wrong. The first that fits an event names it.
 *
 * @param name the code of the finding
 * @param kind which events
 * @param codes which of their codes
 * @param least how many of them make a finding
 * @param cures what shows, when it comes later, that nothing is wrong any more
 * @param cause one sentence
 * @param mend one sentence
 */
record Rule(String name, Kind kind, Pattern codes, int least, Set<Kind> cures, String cause, String mend) {

    private static final Set<Kind> SERVED = Set.of(DETECTED, CONNECTED);
    private static final Set<Kind> STORED = Set.of(UPLOADED);

    static final String CA_NOT_TRUSTED = "CA_NOT_TRUSTED";
    static final String DUPLICATE_SERIAL = "DUPLICATE_SERIAL";

    /** What to do about {@link #DUPLICATE_SERIAL}. */
    static final String OTHER_SERIAL =
            "give the farm's printer another serial in farm.yaml, or leave the key out to have one made, then ./farm reload;"
                    + " slicers have to be given its access code anew";

    private static final String TRUST =
            "run ./farm ca install on its machine, or ./farm ca script for it, which append the CA to the slicer's printer.cer,"
                    + " and start the slicer again";
    private static final String NAMES =
            "let it expect the printer's serial or address, which are the names in the certificate, or not look at the name";

    /** Sources: the events of the plugins; for what each client says, RFC 8446 section 6.2 and how the clients left in tests. */
    static final List<Rule> TABLE = List.of(
            tls(
                    CA_NOT_TRUSTED,
                    "UNKNOWN_CA",
                    "it does not trust the farm's CA: it was never given it, or keeps that of an older farm",
                    TRUST),
            tls(
                    "OLD_CA",
                    "DECRYPT_ERROR",
                    "it knows a CA of the farm's name with another key: an older one, which it keeps",
                    TRUST),
            tls(
                    "WRONG_NAME",
                    "INTERNAL_ERROR|UNRECOGNIZED_NAME",
                    "it expects another name in the printer's certificate, which is no fault of the farm: mosquitto says so"
                            + " with the alert internal_error",
                    NAMES),
            tls(
                    "CERTIFICATE_TIME",
                    "CERTIFICATE_EXPIRED",
                    "for its clock the printer's certificate has expired",
                    "set the clock of that machine; if it is right, set that of the farm and start the farm again"),
            tls(
                    "CERTIFICATE_TIME_OR_NAME",
                    "BAD_CERTIFICATE",
                    "it refuses the printer's certificate: for its clock that is not valid yet, or it expects another name",
                    "set the clock of that machine; if it is right, " + NAMES),
            tls(
                    "CERTIFICATE_REFUSED",
                    "(UNSUPPORTED_)?CERTIFICATE(_UNKNOWN|_REVOKED)?",
                    "it refuses the printer's certificate: it does not trust the farm's CA, or expects another name",
                    TRUST),
            tls(
                    "NO_COMMON_CIPHER",
                    "(SENT_)?(HANDSHAKE_FAILURE|INSUFFICIENT_SECURITY)",
                    "it and the farm have no cipher suite or signature in common",
                    "use a newer client; an old one that only signs with SHA-1 needs farm.tls-engine: conscrypt"),
            tls(
                    "NO_COMMON_VERSION",
                    "(SENT_)?PROTOCOL_VERSION",
                    "it and the farm have no version of TLS in common",
                    "allow TLS 1.2 in the client: over FTP printers speak nothing newer, and nothing older anywhere"),
            tls("NOT_TLS", "NOT_TLS", "it spoke without TLS to a port that needs it", "switch TLS on in the client"),
            tls(
                    "TLS_FAILED",
                    ".*",
                    "its TLS handshake failed",
                    "see ./farm doctor --json for the alert, and ./farm detect ADDRESS --tls for whether the farm's side works"),
            new Rule(
                    "WRONG_CODE",
                    LOGIN_FAILED,
                    Pattern.compile("WRONG"),
                    1,
                    SERVED,
                    "its access code or user name is wrong",
                    "give the slicer the printer's access code anew; other programs log in as bblp"),
            new Rule(
                    "TOO_MANY_WRONG_CODES",
                    LOGIN_FAILED,
                    Pattern.compile("BLOCKED"),
                    1,
                    SERVED,
                    "it tried so many different wrong access codes that its next ones are not looked at",
                    "stop what tries them, wait a minute, and give it the right code"),
            new Rule(
                    "PASSIVE_PORTS_USED_UP",
                    OVERLOADED,
                    Pattern.compile("PASSIVE_PORTS|TRANSFERS"),
                    1,
                    STORED,
                    "all ports or places for uploads were in use",
                    "try again when other uploads have ended, or widen passive-ports of ftp"),
            new Rule(
                    "LIMIT_REACHED",
                    OVERLOADED,
                    Pattern.compile(".*"),
                    1,
                    SERVED,
                    "it was turned away because a limit of connections was reached",
                    "end programs that keep connections open to this printer, or raise the limit (max-sessions of mqtt)"),
            new Rule(
                    "PASSIVE_PORTS_BLOCKED",
                    LOST,
                    Pattern.compile("NO_DATA_CONNECTION"),
                    1,
                    STORED,
                    "it logged in over FTP but could not reach the port for the data",
                    "let the passive ports through the firewall (50000-50009, passive-ports of ftp), and check that advertise"
                            + " is an address that it can dial"),
            upload(
                    "PASSIVE_PORTS_BLOCKED",
                    "NO_CONNECTION",
                    "it logged in over FTP but could not reach the port for the data",
                    "let the passive ports through the firewall (50000-50009, passive-ports of ftp)"),
            upload(
                    "DISK_FULL",
                    "DISK_FULL",
                    "its upload was refused because the farm's disk is full",
                    "make room on the disk of the data folder, or set farm.keep-jobs-for or farm.keep-jobs-size"),
            upload(
                    "STORAGE",
                    "STORAGE",
                    "its upload was refused because the farm's storage failed",
                    "the farm's log tells why: see to the disk and the rights of the data folder"),
            upload(
                    "DATABASE_AWAY",
                    "DATABASE_AWAY",
                    "its upload was refused because the farm's database did not answer",
                    "see to the server of farm.store; the farm takes uploads again as soon as it answers"),
            upload(
                    "NO_REPLICA",
                    "NO_REPLICA",
                    "its upload was refused because no other host took the copy that farm.cluster.replicas asks for",
                    "the farm's log names the hosts that it tried: start one, or see ./farm hosts"),
            upload(
                    "UPLOAD_BROKE",
                    "RESET|TRUNCATED|TIMED_OUT|ABORTED|NOT_WHOLE",
                    "its upload ended before the file was whole",
                    "send it again; if that does not help, look at the network between it and the farm"),
            upload(
                    "UPLOAD_REFUSED",
                    ".*",
                    "its upload was refused for what it is",
                    "see ./farm doctor --json for the reason; slice and send the file anew"),
            new Rule(
                    DUPLICATE_SERIAL,
                    FAULT,
                    Pattern.compile("SERIAL_ELSEWHERE"),
                    1,
                    Set.of(LOST),
                    "it announces itself with the serial of this printer, so slicers take the two for one and show one of them",
                    OTHER_SERIAL),
            new Rule(
                    "LEFT_WITHOUT_A_WORD",
                    LOST,
                    Pattern.compile("(EOF|RESET)_(IN_HANDSHAKE|BEFORE_(CONNECT|LOGIN|REQUEST))"),
                    2,
                    SERVED,
                    "it left several times without a word before it had logged in: perhaps it does not trust the CA, or"
                            + " expects another name; this kind of client never says",
                    TRUST));

    /** In place of {@link #CA_NOT_TRUSTED} where it was served before. */
    static final Rule CA_FORGOTTEN = tls(
            "CA_FORGOTTEN",
            "UNKNOWN_CA",
            "it trusted the farm's CA before and does not any more: an update of the slicer has probably brought its own"
                    + " printer.cer again",
            TRUST);

    private static Rule tls(String name, String codes, String cause, String mend) {
        return new Rule(name, TLS_FAILED, Pattern.compile(codes), 1, SERVED, cause, mend);
    }

    private static Rule upload(String name, String codes, String cause, String mend) {
        return new Rule(name, UPLOAD_FAILED, Pattern.compile(codes), 1, STORED, cause, mend);
    }

    boolean fits(PrinterEvent event) {
        return event.kind() == kind && codes.matcher(event.code()).matches();
    }

    /** Whether an event shows that what another told is over. */
    boolean isCuredBy(PrinterEvent later, PrinterEvent trouble) {
        boolean isPortIts = later.port() == trouble.port() || later.kind() == UPLOADED;
        return later.service().equals(trouble.service())
                && isPortIts
                && (cures.contains(later.kind()) || later.kind() == UPLOADED);
    }
}
