package org.printfarm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.service.Fault;
import org.printfarm.api.service.FaultCode;
import org.printfarm.api.service.PortClaim;
import org.printfarm.api.service.PortStatus;
import org.printfarm.api.service.ServiceStatus;

class ServiceStatusTest {

    private static final Fault IN_USE = new Fault(FaultCode.PORT_IN_USE, "taken");
    private static final PortClaim PLAIN = PortClaim.tcp(Loopback.of("127.0.0.1"), 3000);
    private static final PortClaim TLS = PortClaim.tcp(Loopback.of("127.0.0.1"), 3002);

    @Test
    void allPortsListeningIsRunning() {
        List<PortStatus> ports = List.of(PortStatus.listening(PLAIN), PortStatus.listening(TLS));
        assertThat(ServiceStatus.of(ports)).isEqualTo(new ServiceStatus.Running(ports));
    }

    @Test
    void onePortDownIsDegradedWithItsFault() {
        List<PortStatus> ports = List.of(PortStatus.listening(PLAIN), PortStatus.down(TLS, IN_USE));
        assertThat(ServiceStatus.of(ports)).isEqualTo(new ServiceStatus.Degraded(ports, IN_USE));
    }

    @Test
    void allPortsDownIsFailedWithTheFirstFault() {
        Fault missing = new Fault(FaultCode.ADDRESS_MISSING, "not there");
        List<PortStatus> ports = List.of(PortStatus.down(PLAIN, missing), PortStatus.down(TLS, IN_USE));
        assertThat(ServiceStatus.of(ports)).isEqualTo(new ServiceStatus.Failed(ports, missing));
    }

    @Test
    void noPortIsNoStatus() {
        assertThatIllegalArgumentException().isThrownBy(() -> ServiceStatus.of(List.of()));
    }
}
