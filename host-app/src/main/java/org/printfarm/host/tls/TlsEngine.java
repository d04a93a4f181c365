package org.printfarm.host.tls;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.TrustManager;
import org.conscrypt.Conscrypt;
import org.printfarm.api.service.TlsVersions;
import org.printfarm.host.config.FarmConfig.TlsEngineChoice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The library that does TLS: Conscrypt, a native one whose full handshake costs a third to a quarter of the CPU, or the
 * JDK's own. Conscrypt is used through a provider object of ours and never becomes the JVM's default. Any thread.
 */
public final class TlsEngine {

    /** Sessions a printer remembers for resumption. Few slicers talk to one printer, and a thousand printers remember. */
    static final int SESSIONS_PER_PRINTER = 32;

    /** How long a session can be resumed. */
    static final int SESSION_SECONDS = 3600;

    private static final Logger LOG = LoggerFactory.getLogger(TlsEngine.class);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String name;
    private final Optional<Provider> provider;
    private final Map<KeyKind, List<String>> suites = new EnumMap<>(KeyKind.class);

    private TlsEngine(String name, Optional<Provider> provider) throws GeneralSecurityException {
        this.name = name;
        this.provider = provider;
        Set<String> supported = new HashSet<>(Arrays.asList(newContext(new KeyManager[0], new TrustManager[0])
                .getSupportedSSLParameters()
                .getCipherSuites()));
        for (KeyKind kind : KeyKind.values()) {
            suites.put(
                    kind,
                    CipherPolicy.suites(kind).stream()
                            .filter(supported::contains)
                            .toList());
        }
    }

    /**
     * Chooses, and logs the choice. Also lifts the JDK's ban on plain-RSA key exchange, which has to come before anything
     * uses JSSE.
     *
     * @param choice what the operator wants
     * @return ready to use
     * @throws TlsEngineException when Conscrypt was asked for and its native library does not load
     */
    public static TlsEngine choose(TlsEngineChoice choice) throws TlsEngineException {
        return choose(choice, TlsEngine::loadConscrypt);
    }

    static TlsEngine choose(TlsEngineChoice choice, NativeProvider conscrypt) throws TlsEngineException {
        CipherPolicy.allowPlainRsa();
        try {
            TlsEngine engine = choice == TlsEngineChoice.JSSE ? jsse() : nativeOrJsse(choice, conscrypt);
            LOG.info("tls-engine={} wanted={}", engine.name, choice);
            return engine;
        } catch (GeneralSecurityException e) {
            throw new TlsEngineException("the TLS engine does not start; set farm.tls-engine to the other one", e);
        }
    }

    private static TlsEngine nativeOrJsse(TlsEngineChoice choice, NativeProvider conscrypt)
            throws TlsEngineException, GeneralSecurityException {
        try {
            return new TlsEngine("conscrypt", Optional.of(conscrypt.load()));
        } catch (LinkageError | RuntimeException e) {
            String why = "Conscrypt's native library does not load on this machine ("
                    + e.getClass().getSimpleName() + ")";
            if (choice == TlsEngineChoice.CONSCRYPT) {
                throw new TlsEngineException(
                        why + "; set farm.tls-engine to auto or jsse, or give the JVM a temporary folder it may load"
                                + " libraries from: -Djava.io.tmpdir=...",
                        e);
            }
            LOG.info("{}; the JDK's TLS is used, at three to four times the CPU for each handshake", why);
            LOG.debug("why Conscrypt does not load", e);
            return jsse();
        }
    }

    private static TlsEngine jsse() throws GeneralSecurityException {
        return new TlsEngine("jsse", Optional.empty());
    }

    /** Loads what {@link #choose} will need, at whatever moment there is time for it. What fails here fails there again. */
    public static void prepare() {
        if (Conscrypt.isAvailable()) {
            Conscrypt.newProvider();
        }
    }

    private static Provider loadConscrypt() {
        Conscrypt.checkAvailability();
        return Conscrypt.newProvider();
    }

    /**
     * Which library it is.
     *
     * @return {@code conscrypt} or {@code jsse}
     */
    public String name() {
        return name;
    }

    /** The suites of the policy that this library knows, in the policy's order. */
    List<String> suites(KeyKind kind) {
        return Objects.requireNonNull(suites.get(kind));
    }

    SSLContext newContext(KeyManager[] keys, TrustManager[] trust) throws GeneralSecurityException {
        SSLContext context =
                provider.isPresent() ? SSLContext.getInstance("TLS", provider.get()) : SSLContext.getInstance("TLS");
        context.init(keys, trust, RANDOM);
        SSLSessionContext sessions = context.getServerSessionContext();
        if (sessions != null) {
            sessions.setSessionCacheSize(SESSIONS_PER_PRINTER);
            sessions.setSessionTimeout(SESSION_SECONDS);
        }
        return context;
    }

    /**
     * An engine in server mode that chooses among the suites for a kind of key by their order and asks for no client
     * certificate.
     *
     * <p>With the native library the parameters go in one by one: it looks into {@link SSLParameters} by reflection, at the
     * cost of an exception for each method that the JDK does not have (JDK 17: 5 to 11 µs of 19 to 30 for an engine, and more
     * on a deep stack). By itself it always goes by the server's order and asks for no certificate.
     */
    SSLEngine newServerEngine(SSLContext context, TlsVersions offered, KeyKind kind) {
        String[] versions = offered.protocolNames().toArray(String[]::new);
        String[] suites = suites(kind).toArray(String[]::new);
        SSLEngine server = context.createSSLEngine();
        server.setUseClientMode(false);
        if (provider.isPresent()) {
            server.setEnabledProtocols(versions);
            server.setEnabledCipherSuites(suites);
        } else {
            SSLParameters parameters = server.getSSLParameters();
            parameters.setProtocols(versions);
            parameters.setCipherSuites(suites);
            parameters.setUseCipherSuitesOrder(true);
            server.setSSLParameters(parameters);
        }
        return server;
    }

    /** The key as this library wants it, so that it is brought there once and not at every handshake. */
    PrivateKey imported(PrivateKey key) throws GeneralSecurityException {
        if (provider.isEmpty()) {
            return key;
        }
        return (PrivateKey)
                KeyFactory.getInstance(key.getAlgorithm(), provider.get()).translateKey(key);
    }

    /** Loads the native library, or throws what the JVM throws when that fails. */
    interface NativeProvider {
        Provider load();
    }
}
