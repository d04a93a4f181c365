package org.printfarm.host.text;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Guesses what the operator meant. */
public final class Suggestion {

    /** Longer words are not compared: nobody misspells that much, and the work grows with the square. */
    private static final int MAX_LENGTH = 40;
    /** More would not help anybody to decide. */
    private static final int MAX_SUGGESTIONS = 3;
    /** One slip is allowed in each so many characters. */
    private static final int CHARACTERS_PER_SLIP = 3;
    /** A shorter part of a word says too little: {@code code} stands for {@code access-code}, {@code a} for nothing. */
    private static final int MIN_PART = 4;

    private Suggestion() {}

    /** For instance {@code " (did you mean model?)"}; empty when no word is near. */
    public static String of(String written, Collection<String> words) {
        List<String> near = near(written, words);
        return near.isEmpty() ? "" : " (did you mean " + either(near) + "?)";
    }

    /** For instance {@code on}, {@code on or off}, {@code X1C, X1 or X1E}. */
    public static String either(List<String> words) {
        int last = words.size() - 1;
        return last < 1 ? words.get(last) : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }

    /** As {@link #of}, and all words when none is near: {@code " (one of: off, on)"}. */
    public static String orAll(String written, Collection<String> words) {
        String suggestion = of(written, words);
        return suggestion.isEmpty() && !words.isEmpty() ? " (one of: " + String.join(", ", words) + ")" : suggestion;
    }

    private static List<String> near(String written, Collection<String> words) {
        if (written.length() > MAX_LENGTH) {
            return List.of();
        }
        String wanted = plain(written);
        int allowed = Math.max(1, wanted.length() / CHARACTERS_PER_SLIP);
        int best = words.stream()
                .mapToInt(word -> distance(wanted, plain(word)))
                .min()
                .orElse(Integer.MAX_VALUE);
        List<String> near = best > allowed || best >= wanted.length()
                ? words.stream().filter(word -> isPart(wanted, plain(word))).toList()
                : words.stream()
                        .filter(word -> distance(wanted, plain(word)) == best)
                        .toList();
        return near.stream().limit(MAX_SUGGESTIONS).collect(Collectors.toList());
    }

    private static boolean isPart(String wanted, String word) {
        return wanted.length() >= MIN_PART && word.contains(wanted);
    }

    private static String plain(String word) {
        return word.strip().toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
    }

    /** How many characters must be changed, added, left out or swapped with their neighbour. */
    static int distance(String from, String to) {
        int[] beforeLast = new int[to.length() + 1];
        int[] last = new int[to.length() + 1];
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
                if (isSwap(from, i, to, j)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            int[] free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
        }
        return last[to.length()];
    }

    private static boolean isSwap(String from, int i, String to, int j) {
        return i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
    }
}
