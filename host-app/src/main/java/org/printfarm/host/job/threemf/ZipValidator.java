package org.printfarm.host.job.threemf;

/**
 * Whether an archive does harm to whoever unpacks it. The names of its entries do not matter: nobody here makes a file of one.
 */
final class ZipValidator {

    /** Entries in one archive. */
    static final int MAX_ENTRIES = 20_000;

    /** What all entries together may unpack to, bytes. */
    static final long MAX_UNPACKED_BYTES = 64L << 30;

    /** How many times its size a file may unpack to, beyond {@link #FREE_UNPACKED_BYTES}. */
    static final long MAX_RATIO = 200;

    /** What a file may unpack to in any case, bytes. */
    static final long FREE_UNPACKED_BYTES = 1L << 30;

    private ZipValidator() {}

    /**
     * Looks at the directory alone.
     *
     * @param fileBytes the file's size
     */
    static boolean isHarmful(ZipArchive archive, long fileBytes) {
        if (archive.members().size() > MAX_ENTRIES) {
            return true;
        }
        long packed = 0;
        long unpacked = 0;
        for (ZipMember member : archive.members()) {
            packed += Math.max(0, member.packed());
            unpacked += Math.max(0, member.unpacked());
            // Entries that share their bytes unpack to more than the sizes tell.
            if (packed > fileBytes || unpacked > MAX_UNPACKED_BYTES || packed < 0 || unpacked < 0) {
                return true;
            }
        }
        return unpacked > FREE_UNPACKED_BYTES && unpacked / MAX_RATIO > fileBytes;
    }
}
