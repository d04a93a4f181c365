package org.printfarm.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import org.junit.jupiter.api.Test;
import org.pf4j.PluginRuntimeException;

/** Texts out of a foreign zip are made harmless. */
final class ReasonTest {

    @Test
    void controlCharactersAndLineEndsBecomeQuestionMarks() {
        assertThat(Reason.oneLine("a\r\nb\u001b[31mc\u202ed\u2028e")).isEqualTo("a??b?[31mc?d?e");
    }

    @Test
    void lettersOfAnyScriptStay() {
        assertThat(Reason.quoted("Größe 大 🖨")).isEqualTo("\"Größe 大 🖨\"");
    }

    @Test
    void longTextsAreCut() {
        assertThat(Reason.quoted("x".repeat(10_000))).hasSizeLessThan(250).endsWith("…\"");
        assertThat(Reason.oneLine("x".repeat(10_000))).hasSizeLessThan(850).endsWith("…");
    }

    @Test
    void theWrappingsOfReflectionAndPf4jAreTakenOff() {
        Throwable root = new IllegalStateException("the cause");

        assertThat(Reason.thrown(new PluginRuntimeException(new InvocationTargetException(root))))
                .isEqualTo("java.lang.IllegalStateException: the cause");
    }

    @Test
    void anEndlessChainOfWrappingsEnds() {
        PluginRuntimeException endless = new PluginRuntimeException("round and round") {
            private static final long serialVersionUID = 1;

            @Override
            public synchronized Throwable getCause() {
                return this;
            }
        };

        assertThat(Reason.thrown(new InvocationTargetException(endless))).contains("round and round");
    }

    @Test
    void anExceptionWithoutAMessageIsNamed() {
        assertThat(Reason.thrown(new StackOverflowError())).isEqualTo("java.lang.StackOverflowError");
    }
}
