package org.printfarm.bambu;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.settings.Secret;
import org.printfarm.api.settings.SettingsReader;
import org.printfarm.bambu.model.MachineFamily;

/**
 * What an operator says of one machine.
 *
 * @param model {@code model}, by name or wire code; what the serial tells when it is not given
 * @param serial {@code serial}, 15 upper case letters and digits
 * @param address {@code address}, the IPv4 address of the machine
 * @param accessCode {@code access-code}, 8 letters and digits, from the machine's screen
 * @param authorities {@code ca}, a PEM file: the certificate has to be issued by one of these; empty to pin it instead
 * @param pin {@code certificate-sha256}, 64 hex digits: the certificate that is trusted; empty for that of the first login
 * @param mqttPort {@code mqtt-port}; other than 8883 in trials only
 * @param ftpsPort {@code ftps-port}; other than 990 in trials only
 */
public record BambuSettings(
        Optional<PrinterModel> model,
        String serial,
        String address,
        Secret accessCode,
        List<X509Certificate> authorities,
        Optional<String> pin,
        int mqttPort,
        int ftpsPort) {

    private static final int MQTT_PORT = 8883;
    private static final int FTPS_PORT = 990;
    private static final Pattern SERIAL = Pattern.compile("[0-9A-Z]{15}");
    private static final Pattern PIN = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern CODE = Pattern.compile("[0-9A-Za-z]{8}");
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern ADDRESS = Pattern.compile("(" + OCTET + "\\.){3}" + OCTET);

    /**
     * Copies the list.
     *
     * @param model see above
     * @param serial see above
     * @param address see above
     * @param accessCode see above
     * @param authorities see above
     * @param pin see above
     * @param mqttPort see above
     * @param ftpsPort see above
     */
    public BambuSettings {
        authorities = List.copyOf(authorities);
    }

    static BambuSettings read(SettingsReader in) {
        String serial =
                checked(in, "serial", SERIAL, "expected 15 upper case letters and digits, as on the machine's screen");
        return new BambuSettings(
                model(in).or(() -> MachineFamily.modelOf(serial)),
                serial,
                checked(in, "address", ADDRESS, "expected the machine's IPv4 address, for instance 192.168.1.21"),
                accessCode(in),
                authorities(in),
                in.text("certificate-sha256").map(text -> pin(in, text)),
                in.port("mqtt-port", MQTT_PORT),
                in.port("ftps-port", FTPS_PORT));
    }

    private static String checked(SettingsReader in, String key, Pattern form, String mistake) {
        String text = in.text(key).orElse("");
        if (!form.matcher(text).matches()) {
            in.mistake(key, mistake);
        }
        return text;
    }

    private static Secret accessCode(SettingsReader in) {
        Optional<Secret> code = in.secret("access-code");
        if (code.filter(given -> CODE.matcher(given.revealClearText()).matches())
                .isEmpty()) {
            in.mistake("access-code", "expected 8 letters and digits, as on the machine's screen");
        }
        return code.orElse(Secret.of(""));
    }

    private static Optional<PrinterModel> model(SettingsReader in) {
        Optional<String> text = in.text("model");
        Optional<PrinterModel> model = text.flatMap(PrinterModel::find);
        if (text.isPresent() && model.isEmpty()) {
            in.mistake("model", "expected a model, for instance P1S or A1 mini");
        }
        return model;
    }

    private static String pin(SettingsReader in, String text) {
        String digits = text.replace(":", "").toLowerCase(Locale.ROOT);
        if (!PIN.matcher(digits).matches()) {
            in.mistake("certificate-sha256", "expected 64 hex digits");
        }
        return digits;
    }

    private static List<X509Certificate> authorities(SettingsReader in) {
        Optional<Path> file = in.path("ca");
        if (file.isEmpty()) {
            return List.of();
        }
        try (InputStream pem = Files.newInputStream(file.get())) {
            List<X509Certificate> found = CertificateFactory.getInstance("X.509").generateCertificates(pem).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (found.isEmpty()) {
                in.mistake("ca", "expected a PEM file with at least one certificate");
            }
            return found;
        } catch (IOException | CertificateException e) {
            in.mistake("ca", "expected a readable PEM file with certificates");
            return List.of();
        }
    }
}
