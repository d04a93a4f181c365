package org.printfarm.host.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.printfarm.host.config.FarmConfig.TlsEngineChoice;

final class TlsEngineTest {

    private static final TlsEngine.NativeProvider DOES_NOT_LOAD = () -> {
        throw new UnsatisfiedLinkError("no conscrypt_openjdk_jni");
    };

    @Test
    void autoTakesConscryptWhereItLoads() throws Exception {
        assertThat(TlsEngine.choose(TlsEngineChoice.AUTO).name()).isEqualTo("conscrypt");
    }

    @Test
    void autoTakesTheJdksWhereItDoesNot() throws Exception {
        assertThat(TlsEngine.choose(TlsEngineChoice.AUTO, DOES_NOT_LOAD).name()).isEqualTo("jsse");
    }

    @Test
    void conscryptAskedForButNotThereIsAnErrorWithItsMend() {
        assertThatThrownBy(() -> TlsEngine.choose(TlsEngineChoice.CONSCRYPT, DOES_NOT_LOAD))
                .isInstanceOf(TlsEngineException.class)
                .hasMessageContaining("farm.tls-engine to auto or jsse")
                .hasMessageContaining("java.io.tmpdir");
    }

    @Test
    void jsseAskedForLeavesTheNativeLibraryAlone() throws Exception {
        TlsEngine engine = TlsEngine.choose(TlsEngineChoice.JSSE, () -> {
            throw new AssertionError("not to be loaded");
        });

        assertThat(engine.name()).isEqualTo("jsse");
    }
}
