package org.printfarm.web.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/**
 * Whether a browser was led here by somebody else's page. A name of an attacker's that points here (DNS rebinding) shows in {@code
 * Host}; a form or a script of his, in {@code Sec-Fetch-Site}, in {@code Origin}, and by the header that only our page can set.
 */
public final class Doorkeeper {

    /** What a request that changes something has to carry where a cookie tells who asks: no foreign page can set it. */
    public static final String OWN_HEADER = "X-Printfarm";

    private static final Pattern PORT = Pattern.compile(":\\d{1,5}$");
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Set<String> SAFE = Set.of("GET", "HEAD");
    private static final String SAME = "same-origin";
    private static final String TYPED = "none";

    private final List<String> names;
    private final boolean tls;

    public Doorkeeper(WebSettings settings) {
        this.names = settings.names();
        this.tls = settings.isTls();
    }

    /** What every answer carries. */
    public void mark(Response response) {
        HttpFields.Mutable headers = response.getHeaders();
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cross-Origin-Opener-Policy", SAME);
        headers.put("Cross-Origin-Resource-Policy", SAME);
        headers.put(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                        + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        if (tls) {
            headers.put("Strict-Transport-Security", "max-age=31536000");
        }
    }

    /** Why a request goes no further whoever asks; empty when it may. An address cannot be rebound, a name can. */
    public Optional<ProblemDocument> refusal(Request request) {
        String host = request.getHeaders().get(HttpHeader.HOST);
        String name = host == null ? "" : PORT.matcher(host).replaceFirst("").toLowerCase(Locale.ROOT);
        boolean known = IPV4.matcher(name).matches() || name.equals("localhost") || names.contains(name);
        return known
                ? Optional.empty()
                : Optional.of(ProblemDocument.of(
                        "WRONG_HOST",
                        "this farm is not known under that name",
                        "name it in farm.services.web.names, or use the address"));
    }

    /** Why a request of a browser that is signed in goes no further; empty when it may. */
    public Optional<ProblemDocument> refusalOfSession(Request request) {
        boolean ours =
                SAFE.contains(request.getMethod()) || request.getHeaders().contains(OWN_HEADER);
        return ours && !isForeign(request)
                ? Optional.empty()
                : Optional.of(ProblemDocument.of(
                        "FORBIDDEN",
                        "a request that changes something comes from the farm's own page, or carries the header "
                                + OWN_HEADER,
                        "send " + OWN_HEADER + ": 1, or use an API key"));
    }

    /** Whether the page of somebody else sent it, as far as the browser tells. */
    public boolean isForeign(Request request) {
        HttpFields headers = request.getHeaders();
        String site = headers.get("Sec-Fetch-Site");
        String origin = headers.get(HttpHeader.ORIGIN);
        return (site != null && !site.equals(SAME) && !site.equals(TYPED))
                || (origin != null && !origin.equals((tls ? "https://" : "http://") + headers.get(HttpHeader.HOST)));
    }
}
