package org.printfarm.host.service;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.printfarm.api.Printer;
import org.printfarm.api.contract.DrivenState;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.contract.MemoryIntake;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.service.Authenticator;
import org.printfarm.api.service.FaultCode;
import org.printfarm.api.service.PrinterContext;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.host.auth.Authenticators;
import org.printfarm.host.event.LogCapture;

final class SecretsTest {

    @Test
    void noAccessCodeIsEverLoggedWhateverHappens() {
        Authenticators guards = new Authenticators();
        List<Printer> printers = TestFarm.printers(2);
        FakePlugin plugin = new FakePlugin("mqtt");
        plugin.behaving(context -> () -> {
            logIn(context, TestPrinters.ACCESS_CODE);
            logIn(context, "garbage " + plugin.calls.size() + TestPrinters.ACCESS_CODE);
            if (context.printer().equals(printers.get(0))) {
                throw new IllegalStateException("cannot serve " + context.printer());
            }
            return FakePlugin.failed(FaultCode.TLS_UNUSABLE);
        });
        try (LogCapture log = LogCapture.ofAll(Level.TRACE);
                TestFarm farm = new TestFarm()) {
            TestFarm.await(farm.registry.start(
                    FakePlugin.plan(List.of(plugin), printers),
                    printer -> new ContextParts(
                            NoTls.INSTANCE,
                            guards.forPrinter(printer),
                            new MemoryIntake(),
                            new DrivenState(),
                            new NoMemory())));
            TestFarm.eventually(() -> plugin.calls.size() > 20);
            farm.registry.close();

            assertThat(log.lines())
                    .hasSizeGreaterThan(20)
                    .anyMatch(line -> line.contains("code=BLOCKED"))
                    .anyMatch(line -> line.contains("accessCode=redacted"))
                    .noneMatch(line -> line.contains(TestPrinters.ACCESS_CODE));
            assertThat(plugin.contexts.get(0).toString() + farm.board.all() + farm.counters.snapshot())
                    .doesNotContain(TestPrinters.ACCESS_CODE);
        }
    }

    private static void logIn(PrinterContext context, String code) {
        InetSocketAddress peer = new InetSocketAddress(Loopback.of("192.168.1.20"), 50_000);
        Authenticator.Decision decision = context.logins().check(peer.getAddress(), Authenticator.USER, code);
        PrinterEvent.Kind kind = decision == Authenticator.Decision.ACCEPTED
                ? PrinterEvent.Kind.CONNECTED
                : PrinterEvent.Kind.LOGIN_FAILED;
        context.publish(new PrinterEvent(kind, "mqtt", 8883, peer, decision.name(), 0));
    }
}
