package org.printfarm.host.tls;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * From when until when certificates are valid. Any thread.
 *
 * <p>Apart from {@link CertificateMaker}, which asks for these dates: a start that finds every certificate in place asks too,
 * and would otherwise load BouncyCastle, whose signed jars take 0.15 s to open.
 */
final class CertificateDates {

    /** How long a CA lasts: people install it by hand, so longer than the printers. */
    static final int CA_YEARS = 20;

    /** How long a printer's certificate lasts, though never beyond its CA: some slicers pin it, so as long as is usual. */
    static final int LEAF_YEARS = 10;

    /** Certificates are valid from a day ago on: the clocks of slicers are not ours. */
    static final Duration BACKDATED = Duration.ofDays(1);

    /** A leaf is issued anew this long before its end: a farm that is started once in that time never shows an expired one. */
    static final Duration NEAR_EXPIRY = Duration.ofDays(90);

    private final Clock clock;

    CertificateDates(Clock clock) {
        this.clock = clock;
    }

    /** From when what is issued now is valid. */
    Instant start() {
        return clock.instant().minus(BACKDATED);
    }

    /** From when a leaf that is issued now is valid: not before its CA. */
    Instant leafStart(FarmCa ca) {
        Instant caStart = ca.certificate().getNotBefore().toInstant();
        return start().isBefore(caStart) ? caStart : start();
    }

    /** Whether a CA is valid at that time. */
    static boolean isWithin(FarmCa ca, Instant now) {
        return !now.isBefore(ca.certificate().getNotBefore().toInstant())
                && !now.isAfter(ca.certificate().getNotAfter().toInstant());
    }

    /** Until when a CA that is made now lasts. */
    Instant caEnd() {
        return yearsFromNow(CA_YEARS);
    }

    /** Until when a leaf that is issued now would last. */
    Instant leafEnd(FarmCa ca) {
        Instant end = yearsFromNow(LEAF_YEARS);
        Instant caEnd = ca.certificate().getNotAfter().toInstant();
        return end.isBefore(caEnd) ? end : caEnd;
    }

    private Instant yearsFromNow(int years) {
        return clock.instant().atOffset(ZoneOffset.UTC).plusYears(years).toInstant();
    }
}
