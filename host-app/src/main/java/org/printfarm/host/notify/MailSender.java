package org.printfarm.host.notify;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Hands a mail to a program on its standard input, as {@code sendmail -t} takes it. No shell is between them. */
final class MailSender implements NotificationSender {

    private static final long PATIENCE_SECONDS = 30;

    private final List<String> to;
    private final List<String> command;

    MailSender(List<String> to, List<String> command) {
        this.to = to;
        this.command = command;
    }

    @Override
    public void send(Notification notification) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            try (OutputStream in = process.getOutputStream()) {
                in.write(mail(notification).getBytes(StandardCharsets.US_ASCII));
            }
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("the mail command took longer than " + PATIENCE_SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                throw new IOException("the mail command ended with status " + process.exitValue());
            }
        } finally {
            process.destroyForcibly();
        }
    }

    /** ASCII alone: what a peer named its file can neither end a line of the head nor be anything but text. */
    private String mail(Notification notification) {
        byte[] text = notification.text().getBytes(StandardCharsets.UTF_8);
        return "To: " + String.join(", ", to) + "\n"
                + "Subject: printfarm: " + notification.machine() + " "
                + notification.kind().word() + "\n"
                + "MIME-Version: 1.0\n"
                + "Content-Type: text/plain; charset=utf-8\n"
                + "Content-Transfer-Encoding: base64\n"
                + "Auto-Submitted: auto-generated\n\n"
                + Base64.getMimeEncoder().encodeToString(text) + "\n";
    }
}
