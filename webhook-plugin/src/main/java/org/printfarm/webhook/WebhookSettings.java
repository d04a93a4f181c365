package org.printfarm.webhook;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.printfarm.api.settings.Secret;
import org.printfarm.api.settings.SettingsReader;

/**
 * What an operator says of one receiver.
 *
 * @param url {@code url}, where jobs are posted
 * @param secret {@code secret}, which signs each message; at least {@value #MIN_SECRET} characters
 * @param listen {@code listen}, the address that files are fetched from; port 0 for any free one
 * @param linkBase {@code link-base}, what the receiver dials instead of it; empty when that is the same
 */
public record WebhookSettings(URI url, Secret secret, InetSocketAddress listen, Optional<URI> linkBase) {

    static final int MIN_SECRET = 16;

    private static final URI NOWHERE = URI.create("http://localhost/");
    private static final InetSocketAddress USUAL_LISTEN = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    static WebhookSettings read(SettingsReader in) {
        Optional<Secret> secret = in.secret("secret");
        if (secret.isEmpty() || secret.get().revealClearText().length() < MIN_SECRET) {
            in.mistake("secret", "expected a text of at least " + MIN_SECRET + " characters that the receiver has too");
        }
        Optional<URI> url = url(in, "url");
        if (url.isEmpty() && in.text("url").isEmpty()) {
            in.mistake("url", "expected where jobs are posted to, for instance http://127.0.0.1:9000/jobs");
        }
        return new WebhookSettings(
                url.orElse(NOWHERE),
                secret.orElse(Secret.of("")),
                in.address("listen", 0).orElse(USUAL_LISTEN),
                url(in, "link-base"));
    }

    /** The receiver's host and port: the rest of an address may hold secrets. */
    String host() {
        return url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
    }

    /** Without what follows the host. */
    @Override
    public String toString() {
        return "webhook[" + host() + "]";
    }

    private static Optional<URI> url(SettingsReader in, String key) {
        Optional<String> text = in.text(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text.get());
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException e) {
            // told below, without the parser's words: they repeat what stands there
        }
        in.mistake(key, "expected an address that begins with http:// or https:// and has a host");
        return Optional.empty();
    }
}
