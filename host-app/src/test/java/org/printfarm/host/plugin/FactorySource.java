package org.printfarm.host.plugin;

import java.util.HashMap;
import java.util.Map;

/**
 * The source of a factory that does nothing, with places where a test can make it do something. Besides, it is a {@code
 * Function<String, String>}: the way for a test to ask something of the plugin's side.
 */
public final class FactorySource {

    private final String className;
    private final Map<String, String> parts = new HashMap<>();

    private FactorySource(String className, String type) {
        this.className = className;
        parts.put("TYPE", "return \"" + type + "\";");
    }

    /** A good factory. */
    public static FactorySource of(String className, String type) {
        return new FactorySource(className, type);
    }

    /** Statements for the static initializer. */
    public FactorySource inStaticInitializer(String statements) {
        parts.put("STATIC", statements);
        return this;
    }

    /** Statements for the constructor. */
    public FactorySource inConstructor(String statements) {
        parts.put("CONSTRUCTOR", statements);
        return this;
    }

    /** Statements for {@code type()}, with a return. */
    public FactorySource inType(String statements) {
        parts.put("TYPE", statements);
        return this;
    }

    /** Statements for {@code close()}. */
    public FactorySource inClose(String statements) {
        parts.put("CLOSE", statements);
        return this;
    }

    /** Statements for {@code apply(String question) throws Exception}, with a return. */
    public FactorySource inApply(String statements) {
        parts.put("APPLY", statements);
        return this;
    }

    String className() {
        return className;
    }

    String text() {
        int dot = className.lastIndexOf('.');
        return """
                package %s;

                import java.util.List;
                import org.pf4j.Extension;
                import org.printfarm.api.*;
                import org.printfarm.api.service.*;
                import org.printfarm.api.settings.*;

                @Extension
                public final class %s
                        implements PrinterServiceFactory<String>, java.util.function.Function<String, String> {
                    private int calls;
                    static { %s }
                    public %s() { %s }
                    @Override public String type() { calls++; %s }
                    @Override public String readSettings(SettingsReader settings) { return ""; }
                    @Override public List<PortClaim> claims(Printer printer, String settings) { return List.of(); }
                    @Override public PrinterService create(PrinterContext context, String settings) {
                        throw new UnsupportedOperationException();
                    }
                    @Override public void close() { %s }
                    private String answer(String question) throws Exception { %s }
                    @Override public String apply(String question) {
                        try {
                            return answer(question);
                        } catch (Exception | LinkageError thrown) {
                            return thrown.getClass().getSimpleName();
                        }
                    }
                    static void hang() {
                        while (true) {
                            pause();
                        }
                    }
                    static void pause() {
                        try {
                            Thread.sleep(50);
                        } catch (InterruptedException deaf) {
                            // a hostile plugin does not listen
                        }
                    }
                }
                """.formatted(
                        className.substring(0, dot),
                        className.substring(dot + 1),
                        part("STATIC", ""),
                        className.substring(dot + 1),
                        part("CONSTRUCTOR", ""),
                        part("TYPE", ""),
                        part("CLOSE", ""),
                        part("APPLY", "return question;"));
    }

    private String part(String name, String absent) {
        return parts.getOrDefault(name, absent);
    }
}
