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
 * can share one key object. Immutable; any thread.
 *
 * <p>An engine gets the key that its suites need, and no other: the JDK asks for kinds in the client's order, Conscrypt for
 * every kind its suites allow and keeps the last one it gets. {@link KeyChoosingEngine} sets the suites.
 */
final class PrinterKeyManager extends X509ExtendedKeyManager {

    private final List<Identity> identities;

    /**
     * For these identities.
     *
     * @param identities no kind twice; RSA among them
     */
    PrinterKeyManager(List<Identity> identities) {
        this.identities = List.copyOf(identities);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return keyType.equals(kindFor(engine).algorithm()) ? keyType : null;
    }

    private KeyKind kindFor(@Nullable SSLEngine engine) {
        boolean ec = identities.size() > 1
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
        return identity(alias)
                .map(found -> found.chain().toArray(X509Certificate[]::new))
                .orElse(null);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return identity(alias).map(Identity::key).orElse(null);
    }

    /** Aliases are the names of the keys' algorithms. */
    private Optional<Identity> identity(String alias) {
        return identities.stream()
                .filter(each -> each.kind().algorithm().equals(alias))
                .findFirst();
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
