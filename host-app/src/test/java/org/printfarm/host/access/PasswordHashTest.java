package org.printfarm.host.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.printfarm.api.settings.Secret;

final class PasswordHashTest {

    /** A vector of the tests of Argon2's reference implementation, which takes 64 MiB. */
    private static final String REFERENCE =
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

    @Test
    void isTheOneThatOthersReckon() {
        assertThat(PasswordHash.matches(Secret.of("password"), REFERENCE)).isTrue();
        assertThat(PasswordHash.matches(Secret.of("passwor"), REFERENCE)).isFalse();
    }

    @Test
    void hasASaltOfItsOwnAndHoldsNothingOfThePassword() {
        Secret password = Secret.of("correct horse ä battery");
        String hash = PasswordHash.of(password);
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain("horse");
        assertThat(PasswordHash.of(password)).isNotEqualTo(hash);
        assertThat(PasswordHash.matches(password, hash)).isTrue();
        assertThat(PasswordHash.matches(Secret.of("correct horse a battery"), hash))
                .isFalse();
    }

    /** Whoever can write the record makes the farm neither fail nor fill its memory. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "password",
                "$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=9999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=65536,t=99,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=65536,t=0,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=8,t=1,p=4$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=65536,t=2,p=0$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$A"
            })
    void whatIsNoneMatchesNothing(String hash) {
        assertThat(PasswordHash.matches(Secret.of("password"), hash)).isFalse();
    }
}
