package org.printfarm.host.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Looks at a screen for what keeps people out who read it with ears or fingers. */
public final class AxeCore {

    private AxeCore() {}

    /** What it finds that is serious or critical, a line for each; empty for nothing. */
    public static List<String> serious(BrowserTab tab) throws IOException {
        tab.evaluate(script());
        JsonNode told = tab.evaluate("axe.run().then(all => ({passes: all.passes.length, serious: all.violations"
                + ".filter(one => one.impact === 'serious' || one.impact === 'critical')"
                + ".map(one => one.id + ': ' + one.help + ': ' + one.nodes.map(node => node.html).join(' '))}))");
        assertThat(told.path("passes").asInt()).isPositive();
        List<String> serious = new ArrayList<>();
        told.path("serious").forEach(one -> serious.add(one.asText()));
        return serious;
    }

    private static String script() throws IOException {
        String path = String.format(
                Locale.ROOT, "/META-INF/resources/webjars/axe-core/%s/axe.min.js", System.getProperty("axe.version"));
        try (InputStream in = AxeCore.class.getResourceAsStream(path)) {
            assertThat(in).as(path).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
