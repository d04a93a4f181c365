package org.printfarm.simulator.ftp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.printfarm.simulator.machine.Fault;
import org.printfarm.simulator.machine.MachineRecord;
import org.printfarm.simulator.machine.MachineSpec;
import org.printfarm.simulator.machine.MachineState;

/** One client's control connection. One thread. */
final class FtpsSession {

    private final MachineSpec spec;
    private final MachineState state;
    private final SSLSocket control;
    private final Tls tls;
    private final Uploads uploads;
    private Login login = new Login("", false);
    private boolean protectedData = true;
    private @Nullable DataChannel data;

    /** Who the client said it is, and whether it was let in. */
    private record Login(String user, boolean accepted) {}

    /** Puts TLS over an accepted connection. */
    @FunctionalInterface
    interface Tls {
        SSLSocket over(Socket plain) throws IOException;
    }

    FtpsSession(MachineSpec spec, MachineState state, MachineRecord record, SSLSocket control, Tls tls) {
        this.spec = spec;
        this.state = state;
        this.control = control;
        this.tls = tls;
        this.uploads = new Uploads(spec, state, record);
    }

    void run() throws IOException {
        control.startHandshake();
        OutputStream out = control.getOutputStream();
        reply(out, "220 ready");
        BufferedReader in = new BufferedReader(new InputStreamReader(control.getInputStream(), StandardCharsets.UTF_8));
        try {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                int space = line.indexOf(' ');
                String verb = (space < 0 ? line : line.substring(0, space)).toUpperCase(Locale.ROOT);
                String argument = space < 0 ? "" : line.substring(space + 1);
                reply(out, answer(verb, argument, out));
                if (verb.equals("QUIT")) {
                    return;
                }
            }
        } finally {
            closeData();
        }
    }

    private String answer(String verb, String argument, OutputStream out) throws IOException {
        return switch (verb) {
            case "USER" -> {
                login = new Login(argument, login.accepted);
                yield "331 password please";
            }
            case "PASS" -> login(argument);
            case "QUIT" -> "221 bye";
            case "PBSZ" -> "200 size is 0";
            case "PROT" -> {
                protectedData = argument.equalsIgnoreCase("P");
                yield "200 as you say";
            }
            case "TYPE", "NOOP", "OPTS" -> "200 fine";
            case "FEAT" -> "211-here\r\n EPSV\r\n PASV\r\n SIZE\r\n211 end";
            default -> login.accepted ? file(verb, argument, out) : "530 log in first";
        };
    }

    private String login(String code) {
        boolean right = login.user.equals("bblp") && code.equals(spec.accessCode()) && !state.has(Fault.WRONG_CODE);
        if (!right) {
            state.noteLogin(false);
        }
        login = new Login(login.user, right);
        return right ? "230 welcome" : "530 login incorrect";
    }

    private String file(String verb, String argument, OutputStream out) throws IOException {
        String name = argument.substring(argument.lastIndexOf('/') + 1);
        return switch (verb) {
            case "PWD" -> "257 \"/\"";
            case "CWD", "CDUP" -> "250 here";
            case "MKD" -> "257 made";
            case "EPSV" -> "229 Entering Extended Passive Mode (|||" + passive().port() + "|)";
            case "PASV" -> "227 Entering Passive Mode (" + hostAndPort(passive().port()) + ")";
            case "SIZE" ->
                state.storage().size(name).map(bytes -> "213 " + bytes).orElse("550 no such file");
            case "DELE" -> uploads.delete(name) ? "250 gone" : "550 no such file";
            case "STOR" -> store(name, out);
            case "LIST", "NLST" -> list(verb, out);
            default -> "502 not here";
        };
    }

    private String hostAndPort(int port) {
        return spec.address().getHostAddress().replace('.', ',') + "," + (port >> 8) + "," + (port & 0xFF);
    }

    private DataChannel passive() throws IOException {
        closeData();
        DataChannel fresh = new DataChannel(spec, state, control, protectedData, tls);
        data = fresh;
        return fresh;
    }

    private String store(String name, OutputStream out) throws IOException {
        if (state.has(Fault.NO_STORAGE)) {
            return "553 Could not create file.";
        }
        DataChannel channel = data;
        if (channel == null) {
            return "425 Use PORT or PASV first.";
        }
        reply(out, "150 Ok to send data.");
        try {
            return uploads.receive(name, channel);
        } finally {
            closeData();
        }
    }

    private String list(String verb, OutputStream out) throws IOException {
        DataChannel channel = data;
        if (channel == null) {
            return "425 Use PORT or PASV first.";
        }
        reply(out, "150 Here comes the directory listing.");
        boolean named = verb.equals("NLST");
        String text = state.storage().list().entrySet().stream()
                .map((Map.Entry<String, Long> file) -> named
                        ? file.getKey()
                        : "-rw-rw-rw-   1 root  root " + file.getValue() + " Jan 01 2024 " + file.getKey())
                .map(row -> row + "\r\n")
                .collect(Collectors.joining());
        try {
            return channel.send(text.getBytes(StandardCharsets.UTF_8));
        } finally {
            closeData();
        }
    }

    private void closeData() {
        if (data != null) {
            data.close();
            data = null;
        }
    }

    private static void reply(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
