package org.printfarm.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPFile;
import org.apache.commons.net.ftp.FTPSClient;
import org.apache.commons.net.util.TrustManagerUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.contract.MemoryIntake;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.job.IntakeException;
import org.printfarm.api.service.PrinterEvent.Kind;

/** Clients that nobody here wrote: curl (which slicers have inside), lftp, Python's ftplib, commons-net. */
class ForeignClientsIT {

    private static final String CODE = TestPrinters.ACCESS_CODE;
    private static final String USER = "bblp:" + CODE;

    @TempDir
    Path folder;

    private TestFarm farm;
    private TestFarm.TestPrinter printer;

    @BeforeEach
    void start() {
        farm = new TestFarm();
        printer = farm.printer();
    }

    @AfterEach
    void stop() throws Exception {
        farm.close();
    }

    private Path file(String name, int bytes) throws Exception {
        byte[] content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        return Files.write(folder.resolve(name), content);
    }

    private void assertStored(String path, Path file) throws Exception {
        assertThat(printer.context().intake().jobs().values())
                .filteredOn(stored -> stored.path().equals(path))
                .extracting(MemoryIntake.StoredFile::content)
                .containsExactly(ByteBuffer.wrap(Files.readAllBytes(file)));
    }

    /** The client may know of its failure before the host has been told. */
    private void awaitTlsFailure(String code) {
        await().untilAsserted(() ->
                assertThat(printer.context().codes(Kind.TLS_FAILED)).containsExactly(code));
    }

    @Test
    void curlUploadsAndEveryByteIsStored() throws Exception {
        Path file = file("Würfel 2.gcode.3mf", 5_000_000);
        Tool.Result curl = Tool.curl("-u", USER, "-T", file.toString(), printer.url());
        assertThat(curl.exit()).as(curl.output()).isZero();
        assertThat(curl.output()).contains("226 ", "EPSV", "PROT P");
        assertStored("Würfel 2.gcode.3mf", file);
    }

    @Test
    void curlLosesNoTailInManyUploads() throws Exception {
        Path file = file("cube.3mf", 500_000);
        for (int i = 0; i < 20; i++) {
            Tool.Result curl = Tool.curl("-u", USER, "-T", file.toString(), printer.url() + i + ".3mf");
            assertThat(curl.exit()).as(curl.output()).isZero();
            assertStored(i + ".3mf", file);
        }
    }

    @Test
    void curlWithPasvUploadsIntoAFolder() throws Exception {
        Path file = file("a.3mf", 10_000);
        Tool.Result curl = Tool.curl("--disable-epsv", "-u", USER, "-T", file.toString(), printer.url() + "cache/");
        assertThat(curl.exit()).as(curl.output()).isZero();
        assertThat(curl.output()).contains("227 Entering Passive Mode");
        assertStored("a.3mf", file);
    }

    @Test
    void curlProbesAsASlicerDoes() throws Exception {
        for (int bytes : new int[] {0, 16, 1024}) {
            Path probe = file("verify_job", bytes);
            Tool.Result curl = Tool.curl("-u", USER, "-T", probe.toString(), printer.url());
            assertThat(curl.exit()).as(curl.output()).isZero();
            assertThat(curl.output()).contains("150 ", "226 ");
        }
        assertThat(printer.context().intake().jobs()).isEmpty();
    }

    @Test
    void curlListsRenamesAndDeletes() throws Exception {
        Path file = file("a.3mf", 1_234);
        Tool.curl("-u", USER, "-T", file.toString(), printer.url());
        Tool.Result list = Tool.curl("-u", USER, printer.url());
        assertThat(list.output()).contains("a.3mf", "1234", "cache");
        Tool.Result changes = Tool.curl(
                "-u",
                USER,
                "-Q",
                "RNFR a.3mf",
                "-Q",
                "RNTO b.3mf",
                "-Q",
                "SIZE b.3mf",
                "-Q",
                "DELE b.3mf",
                printer.url());
        assertThat(changes.exit()).as(changes.output()).isZero();
        assertThat(changes.output()).contains("213 1234");
    }

    @Test
    void curlIsToldOfAWrongCode() throws Exception {
        Tool.Result curl = Tool.curl("-u", "bblp:wrong123", printer.url());
        assertThat(curl.exit()).isEqualTo(67);
        assertThat(curl.output()).contains("530 ");
    }

    @Test
    void curlIsToldOfAFullDiskAlsoWhenTheFileIsLarge() throws Exception {
        printer.context().intake().refuseWrite(Optional.of(IntakeException.Reason.DISK_FULL));
        Path file = file("big.3mf", 30_000_000);
        Tool.Result curl = Tool.curl("-u", USER, "-T", file.toString(), printer.url());
        assertThat(curl.exit()).isNotZero();
        assertThat(curl.output()).contains("452 ");
        assertThat(printer.context().codes(Kind.UPLOAD_FAILED)).containsExactly("DISK_FULL");
        assertThat(printer.context().intake().jobs()).isEmpty();
    }

    @Test
    void curlWithTls13AloneIsRefused() throws Exception {
        Tool.Result curl = Tool.curl("--tlsv1.3", "-u", USER, printer.url());
        assertThat(curl.exit()).isEqualTo(35);
        awaitTlsFailure("SENT_PROTOCOL_VERSION");
    }

    @Test
    void curlThatDoesNotTrustTheCaShowsAsUnknownCa() throws Exception {
        Tool.needed("curl");
        Tool.Result curl = Tool.run(List.of("curl", "-sS", "--ssl-reqd", "-u", USER, printer.url()));
        assertThat(curl.exit()).isEqualTo(60);
        awaitTlsFailure("UNKNOWN_CA");
    }

    @Test
    void curlWithPlainRsaKeyExchangeUploads() throws Exception {
        Path file = file("a.3mf", 10_000);
        Tool.Result curl =
                Tool.curl("--ciphers", "AES256-GCM-SHA384", "-u", USER, "-T", file.toString(), printer.url());
        assertThat(curl.exit()).as(curl.output()).isZero();
        assertStored("a.3mf", file);
    }

    @Test
    void lftpUploadsListsAndRenames() throws Exception {
        Tool.needed("lftp");
        Path file = file("lftp cube.3mf", 300_000);
        String script = String.join(
                "\n",
                "set ssl:verify-certificate no",
                "set net:max-retries 2",
                "set net:timeout 30",
                "open -u bblp," + CODE + " " + printer.url(),
                "cd /cache",
                "put \"" + file + "\"",
                "ls",
                "cls -l",
                "mkdir sub",
                "mv \"lftp cube.3mf\" other.3mf",
                "rmdir sub",
                "rm other.3mf",
                "quit",
                "");
        Tool.Result lftp = Tool.run(List.of("lftp"), script);
        assertThat(lftp.exit()).as(lftp.output()).isZero();
        assertThat(lftp.output()).contains("300000", "lftp cube.3mf");
        assertThat(printer.context().intake().jobs().values())
                .singleElement()
                .satisfies(job -> assertThat(job.path()).isEqualTo("other.3mf"));
    }

    private Tool.Result python(String body) throws Exception {
        Tool.needed("python3");
        String script = String.join(
                "\n",
                "import ftplib, ssl, io, sys",
                "class Implicit(ftplib.FTP_TLS):",
                "    _sock = None",
                "    @property",
                "    def sock(self): return self._sock",
                "    @sock.setter",
                "    def sock(self, value):",
                "        if value is not None and not isinstance(value, ssl.SSLSocket):",
                "            value = self.context.wrap_socket(value)",
                "        self._sock = value",
                "    def ntransfercmd(self, cmd, rest=None):",
                "        conn, size = ftplib.FTP.ntransfercmd(self, cmd, rest)",
                "        session = self.sock.session if REUSE else None",
                "        return self.context.wrap_socket(conn, session=session), size",
                "REUSE = False",
                "context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)",
                "context.check_hostname = False",
                "context.verify_mode = ssl.CERT_NONE",
                "ftp = Implicit(context=context, timeout=60)",
                "ftp.encoding = 'utf-8'",
                "ftp.connect('" + printer.host() + "', " + TestFarm.PORT + ")",
                "ftp.login('bblp', '" + CODE + "')",
                "ftp.prot_p()",
                body,
                "");
        Path file = Files.writeString(folder.resolve("client.py"), script, StandardCharsets.UTF_8);
        return Tool.run(List.of("python3", file.toString()));
    }

    @Test
    void pythonUploadsWithAndWithoutSessionReuse() throws Exception {
        Path file = file("py.3mf", 2_000_000);
        Tool.Result python = python(String.join(
                "\n",
                "for REUSE in (False, True):",
                "    print(ftp.storbinary('STOR py%d.3mf' % REUSE, open('" + file + "', 'rb')))",
                "print(ftp.size('py0.3mf'))",
                "print(list(ftp.mlsd()))",
                "print(ftp.nlst())",
                "print(ftp.quit())"));
        assertThat(python.exit()).as(python.output()).isZero();
        assertThat(python.output()).contains("226 ", "2000000", "'py1.3mf'", "221 ");
        assertStored("py0.3mf", file);
        assertStored("py1.3mf", file);
    }

    @Test
    void pythonAborts() throws Exception {
        Tool.Result python = python("""
                conn = ftp.transfercmd('STOR a.3mf')
                conn.send(b'x' * 100000)
                print(ftp.abort())
                conn.close()
                print(ftp.voidresp())
                print(ftp.pwd())
                """);
        assertThat(python.exit()).as(python.output()).isZero();
        assertThat(printer.context().intake().jobs()).isEmpty();
    }

    @Test
    void pythonThatNeverSendsCloseNotifyStillUploadsArchives() throws Exception {
        Tool.Result python = python("""
                conn = ftp.transfercmd('STOR a.3mf')
                conn.sendall(b'x' * 1000000)
                import socket
                socket.socket(fileno=conn.detach()).close()
                print(ftp.voidresp())
                """);
        assertThat(python.exit()).as(python.output()).isZero();
        assertThat(printer.context().intake().jobs()).hasSize(1);
    }

    private FTPSClient commonsNet() throws Exception {
        FTPSClient client = new FTPSClient("TLS", true);
        client.setTrustManager(TrustManagerUtils.getAcceptAllTrustManager());
        client.setEndpointCheckingEnabled(false);
        client.setEnabledProtocols(new String[] {"TLSv1.2"});
        client.setControlEncoding("UTF-8");
        client.connect(printer.host(), TestFarm.PORT);
        client.execPBSZ(0);
        client.execPROT("P");
        assertThat(client.login("bblp", CODE)).isTrue();
        client.enterLocalPassiveMode();
        client.setFileType(FTP.BINARY_FILE_TYPE);
        return client;
    }

    @Test
    void commonsNetUploadsListsAndDeletes() throws Exception {
        byte[] content = Files.readAllBytes(file("x", 1_000_000));
        FTPSClient client = commonsNet();
        try {
            assertThat(client.storeFile("net ü.3mf", new ByteArrayInputStream(content)))
                    .isTrue();
            assertThat(Stream.of(client.listFiles()).map(FTPFile::getName)).contains("net ü.3mf", "cache");
            assertThat(client.mlistDir()).hasSize(7);
            assertThat(client.getSize("net ü.3mf")).isEqualTo("1000000");
            assertThat(client.makeDirectory("sub")).isTrue();
            assertThat(client.changeWorkingDirectory("sub")).isTrue();
            assertThat(client.printWorkingDirectory()).isEqualTo("/sub");
            assertThat(client.deleteFile("/net ü.3mf")).isTrue();
            assertThat(client.retrieveFile("net ü.3mf", new ByteArrayOutputStream()))
                    .isFalse();
            assertThat(client.logout()).isTrue();
        } finally {
            client.disconnect();
        }
        assertThat(printer.context().intake().jobs()).hasSize(1);
    }
}
