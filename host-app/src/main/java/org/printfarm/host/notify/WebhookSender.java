package org.printfarm.host.notify;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.printfarm.api.settings.Secret;

/**
 * Posts a notification as JSON. With a secret, {@value #SIGNATURE} holds {@code t=SECONDS,v1=HEX}: HMAC-SHA256 of the seconds since
 * 1970, a full stop and the body, as the webhook driver signs. Redirects are not followed.
 */
final class WebhookSender implements NotificationSender {

    static final String SIGNATURE = "Printfarm-Signature";

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final JsonMapper JSON = new JsonMapper();
    private static final int OK = 200;
    private static final int REDIRECTION = 300;
    private static final int CLIENT_ERROR = 400;
    private static final int TIMEOUT = 408;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;

    private final Secret url;
    private final Optional<Secret> secret;

    WebhookSender(Secret url, Optional<Secret> secret) {
        this.url = url;
        this.secret = secret;
    }

    /** Made with the first notification: it brings threads of its own. */
    private static final class Client {
        static final HttpClient HTTP = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    @Override
    public void send(Notification notification) throws IOException, InterruptedException {
        byte[] body = JSON.writeValueAsString(notification.document()).getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url.revealClearText()))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        secret.ifPresent(key -> request.header(SIGNATURE, signature(key, body)));
        int status;
        try {
            status = Client.HTTP
                    .send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            // Not its text: it may hold the URL.
            throw new IOException("no answer: " + e.getClass().getSimpleName());
        }
        if (status >= OK && status < REDIRECTION) {
            return;
        }
        if (status >= CLIENT_ERROR && status < SERVER_ERROR && status != TIMEOUT && status != TOO_MANY) {
            throw new RefusedException("the receiver refuses it with HTTP " + status);
        }
        throw new IOException("the receiver answers HTTP " + status);
    }

    private static String signature(Secret secret, byte[] body) {
        try {
            long now = Instant.now().getEpochSecond();
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.revealClearText().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((now + ".").getBytes(StandardCharsets.US_ASCII));
            return "t=" + now + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java has HmacSHA256", missing);
        }
    }
}
