package org.printfarm.host.logging;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A stack trace as Logback's {@code %ex} writes it, but each exception's message on one line: it may hold a peer's text, which
 * must not look like a line of the log. A Logback file calls it with a {@code conversionRule}. Any thread.
 */
public final class OneLineTrace extends ThrowableProxyConverter {

    private static final Pattern LINE_ENDS = Pattern.compile("[\\r\\n\\x85\\u2028\\u2029]");

    /** For Logback. */
    public OneLineTrace() {}

    @Override
    protected String throwableProxyToString(IThrowableProxy thrown) {
        return super.throwableProxyToString(new Thrown(thrown));
    }

    /** Another's throwable with its messages on one line. */
    private record Thrown(IThrowableProxy throwable) implements IThrowableProxy {

        @Override
        public @Nullable String getMessage() {
            return oneLine(throwable.getMessage());
        }

        @Override
        public @Nullable String getOverridingMessage() {
            return oneLine(throwable.getOverridingMessage());
        }

        @Override
        public String getClassName() {
            return throwable.getClassName();
        }

        @Override
        public StackTraceElementProxy[] getStackTraceElementProxyArray() {
            return throwable.getStackTraceElementProxyArray();
        }

        @Override
        public int getCommonFrames() {
            return throwable.getCommonFrames();
        }

        @Override
        public @Nullable IThrowableProxy getCause() {
            IThrowableProxy cause = throwable.getCause();
            return cause == null ? null : new Thrown(cause);
        }

        @Override
        public IThrowableProxy @Nullable [] getSuppressed() {
            IThrowableProxy[] suppressed = throwable.getSuppressed();
            if (suppressed == null) {
                return null;
            }
            IThrowableProxy[] all = new IThrowableProxy[suppressed.length];
            for (int i = 0; i < all.length; i++) {
                all[i] = new Thrown(suppressed[i]);
            }
            return all;
        }

        @Override
        public boolean isCyclic() {
            return throwable.isCyclic();
        }

        private static @Nullable String oneLine(@Nullable String text) {
            return text == null ? null : LINE_ENDS.matcher(text).replaceAll(" ");
        }
    }
}
