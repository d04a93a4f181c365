package org.printfarm.ssdp.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.printfarm.api.contract.Loopback;

/** Which address reaches a whole subnet. */
class AddressesTest {

    @ParameterizedTest
    @CsvSource({
        "192.168.1.51, 24, 192.168.1.255",
        "10.71.0.1, 8, 10.255.255.255",
        "10.71.37.1, 20, 10.71.47.255",
        "192.168.1.130, 30, 192.168.1.131",
        "127.0.0.1, 8, 127.255.255.255",
        "1.2.3.4, 0, 255.255.255.255",
    })
    void subnetBroadcastHasAllBitsBehindThePrefix(String address, int prefix, String broadcast) {
        assertThat(Addresses.subnetBroadcast(Loopback.of(address), prefix)).isEqualTo(Loopback.of(broadcast));
    }
}
