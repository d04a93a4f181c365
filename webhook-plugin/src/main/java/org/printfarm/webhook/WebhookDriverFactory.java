package org.printfarm.webhook;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.pf4j.Extension;
import org.printfarm.api.driver.Capability;
import org.printfarm.api.driver.Driver;
import org.printfarm.api.driver.DriverFactory;
import org.printfarm.api.driver.MachineContext;
import org.printfarm.api.driver.MachineDescription;
import org.printfarm.api.settings.SettingsReader;

/** The plugin's entrance. Owns what all receivers share: the links' servers, and the threads that post, one for each message on its way. */
@Extension
public final class WebhookDriverFactory implements DriverFactory<WebhookSettings> {

    private static final long END_SECONDS = 4;

    private final Map<InetSocketAddress, FileLinks> links = new HashMap<>();
    private final ExecutorService workers = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "webhook-post");
        thread.setDaemon(true);
        return thread;
    });

    /** For PF4J. Opens nothing. */
    public WebhookDriverFactory() {}

    @Override
    public String type() {
        return "webhook";
    }

    @Override
    public WebhookSettings readSettings(SettingsReader settings) {
        return WebhookSettings.read(settings);
    }

    @Override
    public MachineDescription describe(WebhookSettings settings) {
        return new MachineDescription(
                Optional.empty(), Optional.empty(), Optional.of(settings.host()), EnumSet.of(Capability.DELIVER));
    }

    @Override
    public Driver create(MachineContext context, WebhookSettings settings) {
        return new WebhookDriver(context, settings, this);
    }

    ExecutorService workers() {
        return workers;
    }

    /** The server at an address, which all receivers with this address share. */
    synchronized FileLinks links(InetSocketAddress address) throws IOException {
        FileLinks there = links.get(address);
        if (there == null) {
            there = FileLinks.listen(address);
            links.put(address, there);
        }
        return there;
    }

    @Override
    public synchronized void close() {
        links.values().forEach(FileLinks::close);
        links.clear();
        workers.shutdownNow();
        try {
            boolean unused = workers.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
