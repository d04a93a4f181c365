package org.printfarm.host.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.api.service.PrinterEvent.Kind;
import org.printfarm.host.event.PeerTimelines.Moment;
import org.printfarm.host.view.DoctorView.Finding;

final class DiagnosisTest {

    /** Each of the faults as its one event shows it, and words that its sentences must have. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mqtt | 8883  | TLS_FAILED    | UNKNOWN_CA              | CA_NOT_TRUSTED        | does not trust | ./farm ca
            bind | 3002  | TLS_FAILED    | UNKNOWN_CA              | CA_NOT_TRUSTED        | does not trust | printer.cer
            ftp  | 990   | TLS_FAILED    | DECRYPT_ERROR           | OLD_CA                | an older one | ./farm ca
            mqtt | 8883  | TLS_FAILED    | INTERNAL_ERROR          | WRONG_NAME            | no fault of the farm | serial
            mqtt | 8883  | TLS_FAILED    | UNRECOGNIZED_NAME       | WRONG_NAME            | another name | serial
            ftp  | 990   | TLS_FAILED    | CERTIFICATE_EXPIRED     | CERTIFICATE_TIME      | clock | set the clock
            mqtt | 8883  | TLS_FAILED    | CERTIFICATE_UNKNOWN     | CERTIFICATE_REFUSED   | refuses | ./farm ca
            ftp  | 990   | TLS_FAILED    | BAD_CERTIFICATE         | CERTIFICATE_TIME_OR_NAME | not valid yet | set the clock
            ssdp | 2021  | FAULT         | SERIAL_ELSEWHERE        | DUPLICATE_SERIAL      | with the serial | another serial
            mqtt | 8883  | TLS_FAILED    | SENT_HANDSHAKE_FAILURE  | NO_COMMON_CIPHER      | cipher suite | SHA-1
            ftp  | 990   | TLS_FAILED    | HANDSHAKE_FAILURE       | NO_COMMON_CIPHER      | cipher suite | newer
            ftp  | 990   | TLS_FAILED    | SENT_PROTOCOL_VERSION   | NO_COMMON_VERSION     | version of TLS | allow TLS 1.2
            ftp  | 990   | TLS_FAILED    | PROTOCOL_VERSION        | NO_COMMON_VERSION     | version of TLS | over FTP
            mqtt | 8883  | TLS_FAILED    | NOT_TLS                 | NOT_TLS               | without TLS | switch TLS on
            bind | 3002  | TLS_FAILED    | DECODE_ERROR            | TLS_FAILED            | handshake failed | --json
            mqtt | 8883  | LOGIN_FAILED  | WRONG                   | WRONG_CODE            | access code | anew
            ftp  | 990   | LOGIN_FAILED  | BLOCKED                 | TOO_MANY_WRONG_CODES  | not looked at | wait a minute
            mqtt | 8883  | OVERLOADED    | PER_PEER                | LIMIT_REACHED         | limit | max-sessions
            bind | 3000  | OVERLOADED    | TOO_MANY_SESSIONS       | LIMIT_REACHED         | limit | keep connections open
            ftp  | 990   | OVERLOADED    | PASSIVE_PORTS           | PASSIVE_PORTS_USED_UP | in use | passive-ports
            ftp  | 990   | LOST          | NO_DATA_CONNECTION      | PASSIVE_PORTS_BLOCKED | logged in over FTP | 50000-50009
            ftp  | 990   | UPLOAD_FAILED | NO_CONNECTION           | PASSIVE_PORTS_BLOCKED | logged in over FTP | firewall
            ftp  | 990   | UPLOAD_FAILED | DISK_FULL               | DISK_FULL             | disk is full | keep-jobs
            ftp  | 990   | UPLOAD_FAILED | STORAGE                 | STORAGE               | storage failed | rights
            ftp  | 990   | UPLOAD_FAILED | TRUNCATED               | UPLOAD_BROKE          | before the file was whole | send it again
            ftp  | 990   | UPLOAD_FAILED | NOT_ALLOWED             | UPLOAD_REFUSED        | for what it is | --json
            bind | 3000  | DETECTED      | OK                      | NOT_DISCOVERED        | by its address | targets
            """)
    void oneEventNamesCauseAndMend(
            String service, int port, Kind kind, String code, String finding, String cause, String mend) {
        List<Finding> findings = Diagnosis.of(List.of(moment(service, port, kind, code, 1)), Set.of());

        assertThat(findings).singleElement().satisfies(found -> {
            assertThat(found.code()).isEqualTo(finding);
            assertThat(found.printer()).isEqualTo("bay-1");
            assertThat(found.cause()).contains(cause);
            assertThat(found.mend()).contains(mend);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "bind, 3002, EOF_IN_HANDSHAKE",
        "bind, 3002, EOF_BEFORE_REQUEST",
        "mqtt, 8883, EOF_BEFORE_CONNECT",
        "mqtt, 8883, RESET_IN_HANDSHAKE",
        "ftp, 990, EOF_BEFORE_LOGIN"
    })
    void whoLeavesTwiceWithoutAWordPerhapsDoesNotTrustTheCa(String service, int port, String code) {
        Moment once = moment(service, port, Kind.LOST, code, 1);
        assertThat(Diagnosis.of(List.of(once), Set.of())).isEmpty();

        assertThat(Diagnosis.of(List.of(once, moment("ssdp", 2021, Kind.DISCOVERED, "OK", 1), once), Set.of()))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo("LEFT_WITHOUT_A_WORD");
                    assertThat(finding.cause()).contains("perhaps it does not trust the CA, or expects another name");
                });
        assertThat(codes(moment(service, port, Kind.LOST, code, 2))).containsExactly("LEFT_WITHOUT_A_WORD");
        Kind success = service.equals("bind") ? Kind.DETECTED : Kind.CONNECTED;
        assertThat(codes(moment(service, port, Kind.LOST, code, 5), moment(service, port, success, "OK", 1)))
                .as("it got in after all")
                .isEmpty();
    }

    @Test
    void aHealthyAttemptGetsNoSentence() {
        assertThat(codes(
                        moment("ssdp", 2021, Kind.DISCOVERED, "SEARCH_ANSWERED", 3),
                        moment("bind", 3002, Kind.DETECTED, "OK", 1),
                        moment("mqtt", 8883, Kind.CONNECTED, "ACCEPTED", 1),
                        moment("ftp", 990, Kind.CONNECTED, "LOGGED_IN", 1),
                        moment("ftp", 990, Kind.UPLOADED, "PROBE", 1),
                        moment("ftp", 990, Kind.UPLOADED, "STORED", 1),
                        moment("ftp", 990, Kind.DISCONNECTED, "QUIT", 1),
                        moment("mqtt", 8883, Kind.PRINT_REQUESTED, "ACCEPTED", 1),
                        moment("mqtt", 8883, Kind.DISCONNECTED, "CLIENT", 1)))
                .isEmpty();
        assertThat(Diagnosis.of(List.of(), Set.of())).isEmpty();
    }

    @Test
    void whatIsMendedIsNotToldAndWhatIsNotStays() {
        Moment wrong = moment("mqtt", 8883, Kind.LOGIN_FAILED, "WRONG", 3);
        Moment full = moment("ftp", 990, Kind.UPLOAD_FAILED, "DISK_FULL", 1);
        assertThat(codes(wrong, moment("mqtt", 8883, Kind.CONNECTED, "ACCEPTED", 1)))
                .isEmpty();
        assertThat(codes(moment("mqtt", 8883, Kind.CONNECTED, "ACCEPTED", 1), wrong))
                .containsExactly("WRONG_CODE");
        assertThat(codes(wrong, moment("ftp", 990, Kind.CONNECTED, "LOGGED_IN", 1)))
                .as("another service knows nothing of it")
                .containsExactly("WRONG_CODE");
        assertThat(codes(full, moment("ftp", 990, Kind.CONNECTED, "LOGGED_IN", 1)))
                .as("a login is no upload")
                .containsExactly("DISK_FULL");
        assertThat(codes(full, moment("ftp", 990, Kind.UPLOADED, "STORED", 1))).isEmpty();
        assertThat(codes(
                        moment("bind", 3002, Kind.TLS_FAILED, "UNKNOWN_CA", 1),
                        moment("bind", 3000, Kind.DETECTED, "OK", 1)))
                .as("the plain port proves nothing for the other one")
                .containsExactly("CA_NOT_TRUSTED");
    }

    @Test
    void whoTrustedTheFarmBeforeHasHadAnUpdate() {
        Moment refused = moment("mqtt", 8883, Kind.TLS_FAILED, "UNKNOWN_CA", 1);
        Moment served = moment("ftp", 990, Kind.CONNECTED, "LOGGED_IN", 1);
        assertThat(Diagnosis.of(List.of(served, refused), Set.of()))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.code()).isEqualTo("CA_FORGOTTEN");
                    assertThat(found.cause()).contains("an update of the slicer");
                    assertThat(found.mend()).contains("./farm ca install");
                });
        assertThat(codes(refused, served)).containsExactly("CA_NOT_TRUSTED");
        assertThat(codes(served, refused, moment("mqtt", 8883, Kind.CONNECTED, "ACCEPTED", 1)))
                .isEmpty();
    }

    @Test
    void whoFindsAPrinterElsewhereAndNeverComesIsToldOfTheAddress() {
        Moment searches = moment("ssdp", 2021, Kind.DISCOVERED, "SEARCH_ANSWERED", 3);
        assertThat(Diagnosis.of(List.of(searches), Set.of("bay-1")))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo("ADVERTISED_ADDRESS");
                    assertThat(finding.cause()).contains("cannot reach the address that advertise tells");
                });
        assertThat(Diagnosis.of(List.of(searches), Set.of("bay-2"))).isEmpty();
        assertThat(Diagnosis.of(List.of(searches, moment("bind", 3002, Kind.DETECTED, "OK", 1)), Set.of("bay-1")))
                .isEmpty();
    }

    @Test
    void whoLooksForOpenPortsIsNoSlicer() {
        assertThat(codes(moment("bind", 3000, Kind.LOST, "EOF_BEFORE_REQUEST", 9)))
                .isEmpty();
    }

    @Test
    void whoHasThePrintersSerialIsNamedUntilItIsGone() {
        Moment twin = moment("ssdp", 2021, Kind.FAULT, "SERIAL_ELSEWHERE", 1);
        Moment gone = moment("ssdp", 2021, Kind.LOST, "SERIAL_ALONE", 1);
        assertThat(codes(twin)).containsExactly("DUPLICATE_SERIAL");
        assertThat(codes(twin, gone)).isEmpty();
        assertThat(codes(twin, gone, twin)).containsExactly("DUPLICATE_SERIAL");
    }

    @Test
    void theSameAtTwoServicesIsToldOnce() {
        assertThat(codes(
                        moment("mqtt", 8883, Kind.TLS_FAILED, "UNKNOWN_CA", 1),
                        moment("ftp", 990, Kind.TLS_FAILED, "UNKNOWN_CA", 1)))
                .containsExactly("CA_NOT_TRUSTED");
    }

    private static List<String> codes(Moment... moments) {
        return Diagnosis.of(new ArrayList<>(List.of(moments)), Set.of()).stream()
                .map(Finding::code)
                .toList();
    }

    private static Moment moment(String service, int port, Kind kind, String code, int times) {
        return new Moment(
                Instant.EPOCH,
                "bay-1",
                new PrinterEvent(
                        kind, service, port, new InetSocketAddress(Loopback.of("192.168.1.20"), 51234), code, 0),
                times);
    }
}
