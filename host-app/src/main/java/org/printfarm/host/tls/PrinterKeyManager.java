package org.printfarm.host.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * A printer's keys with their chains, for servers. Unlike the JDK's it needs no key store with a password, and all printers
 * can share one key object. The chains are parsed once, when this is made. Immutable; any thread.
 *
 * <p>An engine gets the key that its suites need, and no other: the JDK asks for kinds in the client's order, Conscrypt for
 * every kind its suites allow and keeps the last one it gets. {@link KeyChoosingEngine} sets the suites.
 */
final class PrinterKeyManager extends X509ExtendedKeyManager {

    private final List<Shown> all;

    /**
     * For these identities.
     *
     * @param identities no kind twice; RSA among them
     */
    PrinterKeyManager(List<Identity> identities) {
        this.all = identities.stream().map(Shown::new).toList();
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return keyType.equals(kindFor(engine).algorithm()) ? keyType : null;
    }

    private KeyKind kindFor(@Nullable SSLEngine engine) {
        boolean ec = all.size() > 1
                && engine != null
                && Arrays.stream(engine.getEnabledCipherSuites()).anyMatch(KeyKind.EC::isNeededBy);
        return ec ? KeyKind.EC : KeyKind.RSA;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return chooseEngineServerAlias(keyType, issuers, null);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return identity(keyType).map(found -> new String[] {keyType}).orElse(null);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return identity(alias).map(found -> found.chain.clone()).orElse(null);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return identity(alias).map(found -> found.key).orElse(null);
    }

    /** Aliases are the names of the keys' algorithms. */
    private Optional<Shown> identity(String alias) {
        return all.stream().filter(each -> each.algorithm.equals(alias)).findFirst();
    }

    /** An identity as it is asked for at every handshake. */
    private static final class Shown {
        private final String algorithm;
        private final PrivateKey key;
        private final X509Certificate[] chain;

        Shown(Identity identity) {
            this.algorithm = identity.kind().algorithm();
            this.key = identity.key();
            this.chain = identity.chain().toArray(X509Certificate[]::new);
        }
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
