package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.printfarm.api.contract.Loopback;
import org.printfarm.host.client.detect.DetectClient;

/** A farm that may open no further file or socket: what is open goes on, and it recovers. */
class DescriptorsIT {

    /** About twice what a farm of one printer needs. */
    private static final int MOST = 200;

    private static final int SOCKET_TIMEOUT_MILLIS = 60_000;
    private static final String PATIENT_SERVICES =
            "{bind: {read-timeout: 5m}, mqtt: {connect-timeout: 5m}, ftp: {port: 9990}}";

    @TempDir
    private Path folder;

    /** No exchange comes before the shortage, so that whatever is opened at a first use would have to be opened then. */
    @ParameterizedTest
    @CsvSource({"bind, 3000", "mqtt, 8883", "ftp, 9990"})
    void openSessionsAreServedWithoutDescriptorsAndNewOnesAfterwards(String service, int port) throws Exception {
        FarmFile file = FarmFile.write(folder, 1, PATIENT_SERVICES);
        Inet4Address printer = file.addresses().get(0);
        try (FarmProcess farm =
                FarmProcess.startWithDescriptors(MOST, folder, "run").awaitReady()) {
            farm.awaitLog("classes=loaded");
            try (Socket plain = connect(printer, 3000);
                    SSLSocket tls = secured(connect(printer, 3002), "TLS");
                    SSLSocket mqtt = secured(connect(printer, Visitor.MQTT_PORT), "TLS");
                    SSLSocket ftp = secured(connect(printer, SlicerAtWork.FTP_PORT), "TLSv1.2")) {
                List<Socket> idle = useUp(printer, port);
                farm.awaitLog("WARN  EventLog event=overloaded printer=bay-1 service=" + service + " port=" + port
                        + " code=TOO_MANY_OPEN_FILES");
                assertThat(detectFrame(plain)).contains(FarmFile.serial(1));
                assertThat(detectFrame(tls)).contains(FarmFile.serial(1));
                assertThat(new Visitor(Loopback.next()).loginMqtt(mqtt, FarmFile.ACCESS_CODE))
                        .isZero();
                assertThat(ftp.getInputStream().readNBytes(3)).asString().isEqualTo("220");
                for (Socket one : idle) {
                    one.close();
                }
            }
            await().atMost(FarmProcess.PATIENCE).until(() -> descriptors(farm) < MOST - 50);
            assertThat(farm.err().lines().filter(line -> line.contains("event=fault")))
                    .as("told as a fault only where a descriptor came free between failure and trial")
                    .hasSizeLessThan(MOST / 20);
            assertThat(farm.err().lines().filter(line -> line.contains("code=TOO_MANY_OPEN_FILES")))
                    .as("once a minute")
                    .hasSizeLessThanOrEqualTo(2);
            assertThat(new DetectClient(FarmProcess.PATIENCE)
                            .detect(file.address(1), 3000, false)
                            .serial())
                    .isEqualTo(FarmFile.serial(1));
            assertThat(new DetectClient(FarmProcess.PATIENCE)
                            .detect(file.address(1), 3002, true)
                            .serial())
                    .isEqualTo(FarmFile.serial(1));
            assertThat(new Visitor(Loopback.next()).tryMqtt(printer, FarmFile.ACCESS_CODE))
                    .isZero();
            try (UploadSession session = new UploadSession(printer)) {
                assertThat(session.login(FarmFile.ACCESS_CODE)).isEqualTo(230);
                assertThat(session.store("cube.gcode", "G28\n".getBytes(StandardCharsets.UTF_8)))
                        .isEqualTo(226);
            }
        }
    }

    private static List<Socket> useUp(InetAddress printer, int port) throws IOException {
        List<Socket> idle = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            idle.add(connectFrom(Loopback.next(), printer, port));
        }
        return idle;
    }

    private static long descriptors(FarmProcess farm) throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(farm.pid()), "fd"))) {
            return open.count();
        }
    }

    /** From addresses of their own: what one peer may have is bounded. */
    private static Socket connectFrom(InetAddress peer, InetAddress printer, int port) throws IOException {
        Socket socket = new Socket(printer, port, peer, 0);
        socket.setSoTimeout(SOCKET_TIMEOUT_MILLIS);
        return socket;
    }

    private static Socket connect(InetAddress printer, int port) throws IOException {
        Socket socket = new Socket(printer, port);
        socket.setSoTimeout(SOCKET_TIMEOUT_MILLIS);
        return socket;
    }

    private static SSLSocket secured(Socket socket, String protocol) throws Exception {
        SSLSocket tls = (SSLSocket) SlicerAtWork.anyFarm(protocol)
                .getSocketFactory()
                .createSocket(socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true);
        tls.startHandshake();
        return tls;
    }

    private static String detectFrame(Socket socket) throws IOException {
        socket.getOutputStream().write(CapturedRequestIT.REQUEST);
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
}
