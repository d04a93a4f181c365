package org.printfarm.host.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.printfarm.host.text.Suggestion;

/**
 * A service as the defaults and the printer have it together. A printer's settings are laid over the defaults' key by key;
 * {@code on} and <code>{}</code> keep those of the defaults; {@code off} switches off.
 */
final class MergedService implements ServiceEntry {

    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9]{0,15}");

    private final String type;
    private final boolean on;
    private final Section section;

    private MergedService(String type, boolean on, Section section) {
        this.type = type;
        this.on = on;
        this.section = section;
    }

    /**
     * All services that either side names.
     *
     * @param defaults {@code defaults.services}
     * @param own the printer's {@code services}
     */
    static List<ServiceEntry> merge(Section defaults, Section own) {
        Set<String> types = new LinkedHashSet<>(defaults.entries().keySet());
        types.addAll(own.entries().keySet());
        List<ServiceEntry> services = new ArrayList<>();
        for (String type : types) {
            Optional<MergedService> base =
                    Optional.ofNullable(defaults.entries().get(type)).map(entry -> read(type, entry, defaults));
            Optional<MergedService> service =
                    Optional.ofNullable(own.entries().get(type)).map(entry -> read(type, entry, own));
            service.map(top -> base.map(top::over).orElse(top)).or(() -> base).ifPresent(services::add);
        }
        return services;
    }

    /** Settings that stand where they are used, of something that is on. */
    static ServiceEntry of(String type, Section section) {
        return new MergedService(type, true, section);
    }

    private static MergedService read(String type, Node.Entry entry, Section services) {
        Reporter reporter = services.reporter();
        if (!TYPE.matcher(type).matches()) {
            reporter.mistake(entry.place(), "expected a service's type: small letters and digits, 16 at most");
        }
        if (entry.value() instanceof Node.Mapping mapping) {
            return new MergedService(type, true, new Section(entry.place(), mapping.entries(), reporter));
        }
        boolean on = services.asText(entry.value(), "on, off or settings")
                .map(text -> isOn(text, reporter))
                .orElse(true);
        return new MergedService(type, on, new Section(entry.place(), Map.of(), reporter));
    }

    private static boolean isOn(Node.Text text, Reporter reporter) {
        Optional<Boolean> flag = Switches.flag(text.text());
        if (flag.isEmpty()) {
            reporter.mistake(
                    text.place(),
                    "expected on, off or settings, got " + Printable.value(text.text())
                            + Suggestion.of(text.text(), Switches.SWITCH));
        }
        return flag.orElse(true);
    }

    private MergedService over(MergedService base) {
        Map<String, Node.Entry> settings = new LinkedHashMap<>(base.section.entries());
        settings.putAll(section.entries());
        return new MergedService(type, on, new Section(section.place(), settings, section.reporter()));
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public boolean isOn() {
        return on;
    }

    @Override
    public Problem problem(String message) {
        return section.reporter().problem(section.place(), message);
    }

    @Override
    public TrackedSettings settings(Problems problems) {
        Reporter reporter = section.reporter().into(problems);
        return new MergedSettings(new Section(section.place(), section.entries(), reporter));
    }

    /** The type and whether it is on. Settings are left out: a plugin may keep a secret among them. */
    @Override
    public String toString() {
        return Printable.key(type) + "=" + (on ? "on" : "off");
    }
}
