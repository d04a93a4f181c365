package org.printfarm.bambu.model;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is known of codes, from {@code error-codes.txt}: one line stands for all units and slots of an AMS. Pure. */
final class ErrorTexts {

    private static final String FILE = "error-codes.txt";
    private static final Map<String, String> KNOWN = read();

    /** An AMS, an AMS lite and an AMS HT have the same codes. */
    private static final Set<String> AMS = Set.of("07", "12", "18");

    private static final int GROUP = 4;
    private static final int BYTE = 2;

    /** Units are lettered; {@code FF} is the external spool. */
    private static final int LAST_UNIT = 7;

    private ErrorTexts() {}

    /**
     * What a code means.
     *
     * @param code {@code 0701-2100-0002-0001} or {@code 0300_8004}
     * @return a sentence with the mend; empty for a code that is not known
     */
    static Optional<String> of(String code) {
        return Optional.ofNullable(KNOWN.getOrDefault(code, KNOWN.get(general(code))));
    }

    /**
     * Which unit and slot of an AMS a code is about.
     *
     * @param code see above
     * @return for instance {@code unit B, slot 2}; empty for a code of another part
     */
    static Optional<String> place(String code) {
        if (!isOfAms(code)) {
            return Optional.empty();
        }
        int unit = Integer.parseInt(code.substring(BYTE, GROUP), 16);
        if (unit > LAST_UNIT) {
            return Optional.empty();
        }
        String letter = "unit " + (char) ('A' + unit);
        return Optional.of(
                isOfSlot(code) ? letter + ", slot " + (Character.digit(code.charAt(GROUP + 2), 16) + 1) : letter);
    }

    private static String general(String code) {
        if (!isOfAms(code)) {
            return code;
        }
        String slot = isOfSlot(code) ? code.charAt(GROUP + 1) + "0" : code.substring(GROUP + 1, GROUP + 1 + BYTE);
        return "0700" + code.charAt(GROUP) + slot + code.substring(GROUP + 1 + BYTE);
    }

    private static boolean isOfAms(String code) {
        return AMS.contains(code.substring(0, BYTE));
    }

    /** The third byte of an HMS is 10 to 13 for the motors of slots, 20 to 23 for what is in them. */
    private static boolean isOfSlot(String code) {
        char kind = code.charAt(GROUP + 1);
        char slot = code.charAt(GROUP + 2);
        return code.charAt(GROUP) == '-' && (kind == '1' || kind == '2') && slot >= '0' && slot <= '3';
    }

    private static Map<String, String> read() {
        Map<String, String> known = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(ErrorTexts.class.getResourceAsStream(FILE), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int blank = line.indexOf(' ');
                if (blank > 0 && line.charAt(0) != '#') {
                    known.put(line.substring(0, blank), line.substring(blank + 1));
                }
            }
            return Map.copyOf(known);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
