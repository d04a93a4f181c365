package org.printfarm.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class TargetTest {

    @Test
    void countsAddressesAcrossABoundary() {
        assertThat(Target.range("127.87.1.254-127.87.2.1:3000"))
                .extracting(target -> target.address().getAddress().getHostAddress() + " " + target.serial())
                .containsExactly(
                        "127.87.1.254 00M09A005702142",
                        "127.87.1.255 00M09A005702143",
                        "127.87.2.0 00M09A005702144",
                        "127.87.2.1 00M09A005702145");
    }

    @Test
    void takesSeveralRanges() {
        assertThat(Target.range("127.87.1.249-127.87.1.250:7,127.87.2.1-127.87.2.1:7"))
                .extracting(target -> target.address().getAddress().getHostAddress())
                .containsExactly("127.87.1.249", "127.87.1.250", "127.87.2.1");
    }

    @Test
    void takesOneAddress() {
        assertThat(Target.range("127.0.0.1:5")).singleElement().satisfies(target -> {
            assertThat(target.address().getPort()).isEqualTo(5);
            assertThat(target.serial()).isEqualTo("00M09A000000001");
        });
    }

    @Test
    void leavesTheRestOfTheWorldAlone() {
        assertThatIllegalArgumentException().isThrownBy(() -> Target.range("192.168.1.1:3000"));
    }
}
