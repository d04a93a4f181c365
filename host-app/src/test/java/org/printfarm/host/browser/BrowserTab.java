package org.printfarm.host.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;

/** A tab, used by what is to be seen in it. Every step waits until it can be taken. */
public final class BrowserTab {

    private final Chromium chromium;
    private final String session;

    private BrowserTab(Chromium chromium, String session) {
        this.chromium = chromium;
        this.session = session;
    }

    static BrowserTab of(Chromium chromium, String session) {
        BrowserTab tab = new BrowserTab(chromium, session);
        List.of("Page.enable", "Runtime.enable", "Log.enable", "Network.enable", "DOM.enable")
                .forEach(method -> tab.call(method, Map.of()));
        tab.call("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script("eyes.js")));
        tab.look(1280, 900, false);
        return tab;
    }

    /** Goes to an address. */
    public BrowserTab go(String address) {
        call("Page.navigate", Map.of("url", address));
        await().atMost(Chromium.PATIENCE)
                .until(() -> evaluate("document.readyState").asText().equals("complete"));
        return this;
    }

    /** Waits until a text is to be seen. */
    public BrowserTab sees(String text) {
        until("eyes.sees(" + quoted(text) + ")", "sees " + text);
        return this;
    }

    /** Waits until a text is not to be seen any more. */
    public BrowserTab seesNot(String text) {
        until("!eyes.sees(" + quoted(text) + ")", "does not see " + text);
        return this;
    }

    /** Presses the button or follows the link of a name, with the mouse: it is there, in sight, and nothing lies over it. */
    public BrowserTab press(String label) {
        JsonNode place = until("eyes.place(" + quoted(label) + ")", "presses " + label);
        for (String type : List.of("mousePressed", "mouseReleased")) {
            call(
                    "Input.dispatchMouseEvent",
                    Map.of(
                            "type",
                            type,
                            "x",
                            place.path("x").asDouble(),
                            "y",
                            place.path("y").asDouble(),
                            "button",
                            "left",
                            "clickCount",
                            1));
        }
        return this;
    }

    /** Presses a button that is still there although somebody else has just asked for the same. */
    public BrowserTab pressAfterSomebodyElse(String label, String path) {
        until("!!eyes.named(" + quoted(label) + ")", "finds " + label);
        evaluate("fetch(" + quoted(path) + ", {method: 'POST', headers: {'X-Printfarm': '1'}}).then(() => eyes.named("
                + quoted(label) + ").click())");
        return this;
    }

    /** Waits until another tab hides it. */
    public BrowserTab sleeps() {
        until("document.hidden", "sleeps");
        return this;
    }

    /** Brings it before all others. */
    public BrowserTab wakes() {
        call("Page.bringToFront", Map.of());
        return this;
    }

    /** Presses a key, for instance {@code Tab}. */
    public BrowserTab type(String key) {
        for (String type : List.of("keyDown", "keyUp")) {
            call("Input.dispatchKeyEvent", Map.of("type", type, "key", key, "code", key, "windowsVirtualKeyCode", 9));
        }
        return this;
    }

    /** Fills in the field of a name. */
    public BrowserTab fill(String label, String text) {
        until("eyes.fill(" + quoted(label) + ", " + quoted(text) + ")", "fills in " + label);
        return this;
    }

    /** Chooses a file for the field of a name. */
    public BrowserTab choose(String label, Path file) {
        until("!!eyes.field(" + quoted(label) + ")", "chooses for " + label);
        String object = call("Runtime.evaluate", Map.of("expression", "eyes.field(" + quoted(label) + ")"))
                .path("result")
                .path("objectId")
                .asText();
        call("DOM.setFileInputFiles", Map.of("objectId", object, "files", List.of(file.toString())));
        return this;
    }

    /** What an expression is in the page. */
    public JsonNode evaluate(String expression) {
        JsonNode told =
                call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (told.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + told.path("exceptionDetails"));
        }
        return told.path("result").path("value");
    }

    private static ConditionFactory patiently() {
        return await().atMost(Chromium.PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(50));
    }

    private JsonNode until(String expression, String what) {
        try {
            return patiently()
                    .until(
                            () -> evaluate("globalThis.eyes ? " + expression + " : false"),
                            found -> found.asBoolean() || found.isObject());
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    what + "; to be seen is:\n"
                            + evaluate("document.body.innerText").asText(),
                    e);
        }
    }

    /** How large it is, in CSS pixels, and whether the system likes it dark. */
    public BrowserTab look(int width, int height, boolean isDark) {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
        call(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", isDark ? "dark" : "light"))));
        return this;
    }

    /** A network of so many bytes a second. */
    public BrowserTab network(int bytesPerSecond) {
        call(
                "Network.emulateNetworkConditions",
                Map.of(
                        "offline",
                        false,
                        "latency",
                        40,
                        "downloadThroughput",
                        bytesPerSecond,
                        "uploadThroughput",
                        bytesPerSecond));
        return this;
    }

    /** What axe-core finds that is serious or critical, a line for each; empty for nothing. */
    public List<String> obstacles() throws IOException {
        evaluate(axe());
        JsonNode told = evaluate("axe.run().then(all => ({passes: all.passes.length, serious: all.violations"
                + ".filter(one => one.impact === 'serious' || one.impact === 'critical')"
                + ".map(one => one.id + ': ' + one.help + ': ' + one.nodes.map(node => node.html).join(' '))}))");
        assertThat(told.path("passes").asInt()).isPositive();
        List<String> serious = new ArrayList<>();
        told.path("serious").forEach(one -> serious.add(one.asText()));
        return serious;
    }

    /** A picture of what is to be seen. */
    BufferedImage picture() throws IOException {
        String data = call("Page.captureScreenshot", Map.of("format", "png"))
                .path("data")
                .asText();
        return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(data)));
    }

    /** What went wrong in the page: exceptions, and what its own rules forbid it. */
    public List<String> faults() {
        return chromium.events.stream()
                .filter(event -> event.path("sessionId").asText().equals(session))
                .filter(event -> event.path("method").asText().equals("Runtime.exceptionThrown")
                        || event.toString().contains("Content Security Policy"))
                .map(JsonNode::toString)
                .toList();
    }

    /** Says yes to whatever the page asks from now on. */
    public BrowserTab agree() {
        evaluate("globalThis.confirm = () => true");
        return this;
    }

    private JsonNode call(String method, Map<String, ?> parameters) {
        return chromium.call(session, method, parameters);
    }

    private static String quoted(String text) {
        return com.fasterxml.jackson.databind.node.TextNode.valueOf(text).toString();
    }

    private static String script(String name) {
        try (InputStream in = BrowserTab.class.getResourceAsStream("/browser/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String axe() throws IOException {
        String version = System.getProperty("axe.version");
        String path = String.format(Locale.ROOT, "/META-INF/resources/webjars/axe-core/%s/axe.min.js", version);
        try (InputStream in = BrowserTab.class.getResourceAsStream(path)) {
            assertThat(in).as(path).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
