package org.printfarm.host.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class AttemptHashTest {

    @Test
    void sameTextsMakeTheSameNumberAndAllOthersAnother() {
        assertThat(AttemptHash.of("bblp", "12345678")).isEqualTo(AttemptHash.of("bblp", "12345678"));
        assertThat(AttemptHash.of("bblp", "12345678"))
                .isNotEqualTo(AttemptHash.of("bblp", "12345679"))
                .isNotEqualTo(AttemptHash.of("bblp1", "2345678"))
                .isNotEqualTo(AttemptHash.of("", "bblp12345678"));
    }
}
