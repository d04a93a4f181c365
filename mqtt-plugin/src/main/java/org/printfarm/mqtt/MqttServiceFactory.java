package org.printfarm.mqtt;

import java.util.List;
import org.pf4j.Extension;
import org.printfarm.api.Printer;
import org.printfarm.api.service.PortClaim;
import org.printfarm.api.service.PrinterContext;
import org.printfarm.api.service.PrinterService;
import org.printfarm.api.service.PrinterServiceFactory;
import org.printfarm.api.settings.SettingsReader;
import org.printfarm.mqtt.transport.MqttListeners;

/** The plugin's entrance. Owns the bootstrap and the threads that all printers share. */
@Extension
public final class MqttServiceFactory implements PrinterServiceFactory<MqttSettings> {

    private final MqttListeners listeners = new MqttListeners();

    /** For PF4J. Opens nothing. */
    public MqttServiceFactory() {}

    @Override
    public String type() {
        return "mqtt";
    }

    @Override
    public MqttSettings readSettings(SettingsReader settings) {
        return MqttSettings.read(settings);
    }

    @Override
    public List<PortClaim> claims(Printer printer, MqttSettings settings) {
        return List.of(claim(printer, settings));
    }

    @Override
    public PrinterService create(PrinterContext context, MqttSettings settings) {
        return new MqttService(context, settings, claim(context.printer(), settings), listeners);
    }

    @Override
    public void close() {
        listeners.close();
    }

    private static PortClaim claim(Printer printer, MqttSettings settings) {
        return PortClaim.tcp(printer.bindAddress(), settings.port());
    }
}
