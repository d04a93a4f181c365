package org.printfarm.host.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.contract.TestScheduler;
import org.printfarm.api.farm.FarmContext;
import org.printfarm.api.farm.FarmService;
import org.printfarm.api.farm.FarmServiceFactory;
import org.printfarm.api.service.ServiceStatus;
import org.printfarm.api.settings.SettingsReader;
import org.printfarm.host.config.ConfigLoader;
import org.printfarm.host.config.ConfigLoader.Serials;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.config.Problem;
import org.printfarm.host.config.Problems;
import org.printfarm.host.event.EventBus;
import org.printfarm.host.event.StatusBoard;

/** Services of the farm itself: which there are, and that they are supervised as those of printers. */
final class FarmServicesTest {

    @TempDir
    private Path folder;

    private final Problems problems = new Problems();
    private final Web web = new Web();

    @Test
    void aPluginThatIsOnByDefaultRunsWhereNobodySpeaksOfIt() throws IOException {
        assertThat(plan("")).hasSize(1);
        assertThat(plan("services: {web: off}")).isEmpty();
        assertThat(plan("services: {web: {port: 7}}"))
                .extracting(PlannedFarmService::settings)
                .isEqualTo(List.of(7));
        assertThat(problems.mistakes()).isEmpty();
    }

    @Test
    void aPrinterWithoutAnAddressIsReachedThroughTheDoorOrNotAtAll() throws IOException {
        String printers = "printers: {bay-1: {model: P1S}}\n";
        planFile("farm: {}\n" + printers);
        assertThat(problems.warnings()).isEmpty();
        planFile("farm: {services: {web: off}}\n" + printers);
        assertThat(problems.warnings())
                .extracting(Problem::message)
                .containsExactly("it has no address, and the service web with the print-host door does not run, so"
                        + " nothing reaches it");
    }

    @Test
    void mistakesAreToldWithTheirPlace() throws IOException {
        plan("services: {web: {port: 0, prot: 1}, wbe: on}");
        assertThat(problems.mistakes()).hasSize(3);
        assertThat(problems.mistakes())
                .allSatisfy(problem -> assertThat(problem.key()).startsWith("farm.services.w"));
        assertThat(problems.mistakes().toString()).contains("did you mean web?");
    }

    @Test
    void theyAreStartedToldAndClosedBeforeTheirPlugin() throws Exception {
        StatusBoard board = new StatusBoard();
        ServiceRegistry registry = new ServiceRegistry(board, new EventBus(), new TestScheduler(), () -> true);
        Readiness up = registry.startFarm(plan(""), statuses -> nobody()).get(20, TimeUnit.SECONDS);
        assertThat(up).isEqualTo(new Readiness(0, 1, 0, 0));
        assertThat(board.status(ServiceRegistry.FARM, "web")).containsInstanceOf(ServiceStatus.Running.class);
        registry.close();
        assertThat(web.calls).containsExactly("create 80", "start", "close", "close factory");
    }

    private static FarmContext nobody() {
        return (FarmContext) java.lang.reflect.Proxy.newProxyInstance(
                FarmServicesTest.class.getClassLoader(), new Class<?>[] {FarmContext.class}, (proxy, method, with) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    private List<PlannedFarmService<?>> plan(String services) throws IOException {
        return planFile("farm: {" + services
                + "}\nprinters: {bay-1: {model: P1S, address: 127.0.0.1, access-code: 12345678}}\n");
    }

    private List<PlannedFarmService<?>> planFile(String text) throws IOException {
        FarmConfig config = new ConfigLoader()
                .load(Files.writeString(folder.resolve("farm.yaml"), text), Serials.PREVIEW, problems)
                .orElseThrow();
        return FarmServicePlanner.plan(config, Map.of("web", web), problems);
    }

    private static final class Web implements FarmServiceFactory<Integer> {
        private final List<String> calls = new CopyOnWriteArrayList<>();

        @Override
        public String type() {
            return "web";
        }

        @Override
        public boolean isOnByDefault() {
            return true;
        }

        @Override
        public Integer readSettings(SettingsReader settings) {
            return settings.port("port", 80);
        }

        @Override
        public FarmService create(FarmContext context, Integer port) {
            calls.add("create " + port);
            return new FarmService() {
                @Override
                public ServiceStatus start() {
                    calls.add("start");
                    return FakePlugin.running();
                }

                @Override
                public void close() {
                    calls.add("close");
                }
            };
        }

        @Override
        public void close() {
            calls.add("close factory");
        }
    }
}
