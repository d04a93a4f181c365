package org.printfarm.host.browser;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;

/** A tab, used by what is to be seen in it. Every step waits until it can be taken. */
public final class BrowserTab {

    private static final int MAX_TABS = 40;

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

    /** Waits until texts are to be seen, one after the other. */
    public BrowserTab seesInOrder(String... texts) {
        String list = Arrays.stream(texts).map(BrowserTab::quoted).collect(Collectors.joining(", ", "[", "]"));
        until("eyes.seesInOrder(" + list + ")", "sees in this order " + list);
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
        mouse("mousePressed", place, 1);
        mouse("mouseReleased", place, 0);
        return this;
    }

    /** Presses a button that is still there although somebody else has just asked for the same. */
    public BrowserTab pressAfterSomebodyElse(String label, String path) {
        until("!!eyes.named(" + quoted(label) + ")", "finds " + label);
        evaluate("fetch(" + quoted(path) + ", {method: 'POST', headers: {'X-Printfarm': '1'}}).then(() => eyes.named("
                + quoted(label) + ").click())");
        return this;
    }

    /** Asks for something as somebody else does, elsewhere, while the page is looked at. */
    public BrowserTab somebodyElse(String path) {
        evaluate("fetch(" + quoted(path) + ", {method: 'POST', headers: {'X-Printfarm': '1'}}).then(told => told.ok)");
        return this;
    }

    /** When the page was painted first, since it was asked for. */
    public Duration firstPaint() {
        until("performance.getEntriesByName('first-contentful-paint').length > 0", "is painted");
        return Duration.ofMillis(
                evaluate("Math.ceil(performance.getEntriesByName('first-contentful-paint')[0].startTime)")
                        .asLong());
    }

    /** Waits until another tab hides it. */
    public BrowserTab sleeps() {
        until("document.hidden", "sleeps");
        return this;
    }

    /** Speaks another language from the next document on: the texts of the first one, each with a mark before it. */
    public BrowserTab speaks(String language, String mark) {
        String source = script("language.js") + "(" + quoted(language) + ", " + quoted(mark) + ")";
        call("Page.addScriptToEvaluateOnNewDocument", Map.of("source", source));
        return this;
    }

    /** Brings it before all others. */
    public BrowserTab wakes() {
        call("Page.bringToFront", Map.of());
        return this;
    }

    /** Drags a file over what has a name, from outside of the browser, and lets it go there. */
    public BrowserTab drop(Path file, String label) {
        JsonNode place = until("eyes.place(" + quoted(label) + ")", "drops on " + label);
        Map<String, ?> data = Map.of("items", List.of(), "files", List.of(file.toString()), "dragOperationsMask", 1);
        letGo(place, data);
        return this;
    }

    /** Drags what has a name onto what has another, with the mouse. */
    public BrowserTab drag(String label, String onto) {
        call("Input.setInterceptDrags", Map.of("enabled", true));
        JsonNode to = until("eyes.place(" + quoted(onto) + ")", "drags onto " + onto);
        JsonNode from = until("eyes.place(" + quoted(label) + ", false)", "drags " + label);
        mouse("mousePressed", from, 1);
        mouse("mouseMoved", to, 1);
        JsonNode data = await().atMost(Chromium.PATIENCE).until(this::dragged, found -> !found.isMissingNode());
        letGo(to, data);
        mouse("mouseReleased", to, 0);
        call("Input.setInterceptDrags", Map.of("enabled", false));
        return this;
    }

    private void letGo(JsonNode place, Object data) {
        for (String type : List.of("dragEnter", "dragOver", "drop")) {
            double x = place.path("x").asDouble();
            double y = place.path("y").asDouble();
            call("Input.dispatchDragEvent", Map.of("type", type, "x", x, "y", y, "data", data));
        }
    }

    private JsonNode dragged() {
        return chromium.events.stream()
                .filter(event -> event.path("sessionId").asText().equals(session)
                        && event.path("method").asText().equals("Input.dragIntercepted"))
                .reduce((first, second) -> second)
                .map(event -> event.path("params").path("data"))
                .orElse(MissingNode.getInstance());
    }

    private void mouse(String type, JsonNode place, int buttons) {
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
                        "buttons",
                        buttons,
                        "clickCount",
                        1));
    }

    /** Presses the tab key until what has the focus is called so. */
    public BrowserTab tabTo(String label) {
        for (int keys = 0; keys < MAX_TABS; keys++) {
            key("Tab", "", 9);
            if (evaluate("eyes.said(document.activeElement) === " + quoted(label))
                    .asBoolean()) {
                return this;
            }
        }
        throw new AssertionError("the tab key does not come to " + label);
    }

    /** Presses the enter key. */
    public BrowserTab enter() {
        key("Enter", "\r", 13);
        return this;
    }

    private void key(String key, String text, int code) {
        for (String type : List.of("keyDown", "keyUp")) {
            call(
                    "Input.dispatchKeyEvent",
                    Map.of("type", type, "key", key, "code", key, "text", text, "windowsVirtualKeyCode", code));
        }
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

    /** What is so now; nothing while the tab is on its way to another document. */
    private JsonNode glance(String expression) {
        try {
            return evaluate("globalThis.eyes ? " + expression + " : false");
        } catch (AssertionError e) {
            return BooleanNode.FALSE;
        }
    }

    private JsonNode until(String expression, String what) {
        try {
            return patiently().until(() -> glance(expression), found -> found.asBoolean() || found.isObject());
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
}
