package org.printfarm.web.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpCookie.SameSite;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.printfarm.api.farm.FarmCallException;
import org.printfarm.api.farm.FarmCaller;
import org.printfarm.api.farm.FarmSignIn;
import org.printfarm.api.settings.Secret;

/** Who asks: by an API key in the header {@code Authorization}, or else by the cookie of a session. */
public final class Visitors {

    /** The cookie's name. */
    public static final String COOKIE = "printfarm";

    private static final String BEARER = "bearer ";

    private final FarmSignIn signIn;
    private final boolean tls;

    public Visitors(FarmSignIn signIn, WebSettings settings) {
        this.signIn = signIn;
        this.tls = settings.isTls();
    }

    /**
     * Somebody who asks.
     *
     * @param caller the farm as he has it
     * @param byCookie whether his browser would say so to anybody's page
     */
    public record Visitor(FarmCaller caller, boolean byCookie) {}

    /** Who asks; empty for nobody. */
    public Optional<Visitor> of(Request request) throws FarmCallException {
        String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (authorization != null) {
            return authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
                    ? signIn.byKey(Secret.of(
                                    authorization.substring(BEARER.length()).strip()))
                            .map(caller -> new Visitor(caller, false))
                    : Optional.empty();
        }
        Optional<Secret> session = session(request);
        return session.isEmpty()
                ? Optional.empty()
                : signIn.bySession(session.get()).map(caller -> new Visitor(caller, true));
    }

    /** Where a request comes from. */
    public static InetAddress peer(Request request) {
        return request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress address
                ? address.getAddress()
                : InetAddress.getLoopbackAddress();
    }

    /** The session that a browser names; empty for none. */
    public Optional<Secret> session(Request request) {
        return Request.getCookies(request).stream()
                .filter(cookie -> cookie.getName().equals(COOKIE))
                .map(cookie -> Secret.of(cookie.getValue()))
                .findFirst();
    }

    /** Gives a browser its session. */
    public void begin(Response response, Secret session) {
        cookie(response, session.revealClearText(), -1);
    }

    /** Takes it away again. */
    public void end(Response response) {
        cookie(response, "", 0);
    }

    private void cookie(Response response, String value, long maxAge) {
        HttpCookie.Builder cookie = HttpCookie.build(COOKIE, value)
                .path("/")
                .httpOnly(true)
                .secure(tls)
                .sameSite(SameSite.STRICT);
        Response.putCookie(response, (maxAge < 0 ? cookie : cookie.maxAge(maxAge)).build());
    }
}
