package org.printfarm.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.printfarm.api.settings.Secret;

class SecretTest {

    private static final Secret SECRET = Secret.of("Ab3xYz79");

    @Test
    void nothingPrintsIt() {
        assertThat(SECRET).hasToString("redacted");
        assertThat(String.valueOf(SECRET) + SECRET.hashCode()).doesNotContain("Ab3xYz79");
    }

    @Test
    void itMatchesOnlyItself() {
        assertThat(SECRET.matches("Ab3xYz79")).isTrue();
        assertThat(SECRET.matches("Ab3xYz78")).isFalse();
        assertThat(SECRET.matches("Ab3xYz7")).isFalse();
        assertThat(SECRET.matches("")).isFalse();
    }

    @Test
    void equalTextsAreEqualSecretsWithOneHash() {
        assertThat(Secret.of("Ab3xYz79")).isEqualTo(SECRET).hasSameHashCodeAs(SECRET);
        assertThat(Secret.of("other")).isNotEqualTo(SECRET).hasSameHashCodeAs(SECRET);
    }

    @Test
    void theClearTextComesBackWhole() {
        assertThat(Secret.of("päß €").revealClearText()).isEqualTo("päß €");
    }
}
