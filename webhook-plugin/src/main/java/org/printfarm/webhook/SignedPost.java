package org.printfarm.webhook;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.printfarm.api.settings.Secret;

/**
 * One message to the receiver. {@link #SIGNATURE} holds {@code t=SECONDS,v1=HEX}: HMAC-SHA256, keyed with the secret, of the seconds
 * since 1970, a full stop and the body, so that a message that was overheard cannot be sent again later. {@link #send} blocks; {@link
 * #abort} may be called by any thread.
 */
final class SignedPost {

    static final String SIGNATURE = "Printfarm-Signature";

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final String ALGORITHM = "HmacSHA256";

    private final HttpURLConnection connection;
    private final Secret secret;

    /**
     * A message that was not sent yet.
     *
     * @param patience for the answer
     */
    SignedPost(URI url, Secret secret, Duration patience) throws IOException {
        this.secret = secret;
        this.connection = (HttpURLConnection) url.toURL().openConnection();
        connection.setConnectTimeout(Math.toIntExact(CONNECT.toMillis()));
        connection.setReadTimeout(Math.toIntExact(patience.toMillis()));
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
    }

    /**
     * Sends it, once.
     *
     * @param body JSON in UTF-8
     * @return the status of the answer, 100 to 599; what the answer says is not read
     * @throws IOException when none comes
     */
    int send(byte[] body) throws IOException {
        long now = Instant.now().getEpochSecond();
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        // Of a fixed length: otherwise the JDK sends a POST again by itself when no answer comes.
        connection.setFixedLengthStreamingMode(body.length);
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setRequestProperty("Connection", "close");
        connection.setRequestProperty(SIGNATURE, "t=" + now + ",v1=" + signature(secret, now, body));
        try {
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body);
            }
            int status = connection.getResponseCode();
            if (status < 0) {
                throw new IOException("no HTTP answer");
            }
            return status;
        } finally {
            connection.disconnect();
        }
    }

    void abort() {
        connection.disconnect();
    }

    static String signature(Secret secret, long seconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.revealClearText().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update((seconds + ".").getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
