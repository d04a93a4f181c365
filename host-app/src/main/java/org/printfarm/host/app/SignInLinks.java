package org.printfarm.host.app;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.settings.Secret;
import org.printfarm.host.access.RandomToken;
import org.printfarm.host.view.LinkView;

/** Links that sign the farm's owner in on its page: each once, for ten minutes, in memory alone. Any thread. */
final class SignInLinks {

    /** How long a link holds. */
    static final Duration HOLDS = Duration.ofMinutes(10);

    /** Links at once; beyond it the oldest holds no more. */
    static final int MOST = 16;

    /** Below the page's address. */
    private static final String PATH = "sign-in/";

    private final Deque<Link> open = new ArrayDeque<>();
    private final Clock clock;
    private @Nullable URI page;

    private record Link(Secret token, Instant expires) {}

    SignInLinks(Clock clock) {
        this.clock = clock;
    }

    /** Where people find the page from now on. */
    synchronized void serves(URI address) {
        page = address;
    }

    /** Where people find the page; empty while there is none. */
    synchronized Optional<URI> page() {
        return Optional.ofNullable(page);
    }

    /** A new link; {@link FarmException#NOT_POSSIBLE} while there is no page. */
    synchronized LinkView make() throws FarmException {
        if (page == null) {
            throw new FarmException(
                    FarmException.NOT_POSSIBLE, "the farm has no page", "see what its log says of the service web");
        }
        Secret token = RandomToken.session();
        Instant expires = clock.instant().plus(HOLDS);
        open.addLast(new Link(token, expires));
        if (open.size() > MOST) {
            open.removeFirst();
        }
        return new LinkView(
                page.toString(), page.resolve(PATH + token.revealClearText()).toString(), expires.toString());
    }

    /** Whether a link holds; it does not from then on. */
    synchronized boolean take(Secret token) {
        Instant now = clock.instant();
        open.removeIf(link -> !link.expires().isAfter(now));
        return open.removeIf(link -> link.token().equals(token));
    }
}
