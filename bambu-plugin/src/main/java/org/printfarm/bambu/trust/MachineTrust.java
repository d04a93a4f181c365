package org.printfarm.bambu.trust;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.printfarm.api.driver.MachineContext;
import org.printfarm.api.driver.MachineFault;

/**
 * Decides whether what answers is the machine: its certificate has the serial as its common name, and it is issued by the CA
 * that was given, or it is the one that was pinned. Without either, the certificate of the first successful login is pinned. One
 * for each machine; any thread.
 */
public final class MachineTrust {

    /** Where the pin is kept: the SHA-256 of the certificate, 64 lower case hex digits. */
    private static final String PIN = "certificate";

    private final MachineContext context;
    private final String serial;
    private final Set<TrustAnchor> authorities;
    private final Optional<String> givenPin;

    /**
     * Of one machine.
     *
     * @param context keeps the pin
     * @param serial its serial
     * @param authorities certificates of CAs; empty for none
     * @param givenPin 64 lower case hex digits; empty for none
     */
    public MachineTrust(
            MachineContext context, String serial, List<X509Certificate> authorities, Optional<String> givenPin) {
        this.context = context;
        this.serial = serial;
        this.authorities = authorities.stream()
                .map(authority -> new TrustAnchor(authority, null))
                .collect(Collectors.toUnmodifiableSet());
        this.givenPin = givenPin;
    }

    /**
     * TLS for one connection. A context of its own each time: a session that was resumed would skip the check, and a server that
     * was restarted knows no earlier one.
     *
     * @return checks the peer by the rules above
     */
    public SSLContext newContext() {
        try {
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, new TrustManager[] {new Check()}, null);
            return tls;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has TLS", e);
        }
    }

    /**
     * Keeps the certificate of a machine that took the login, unless a CA or a pin was there before.
     *
     * @param certificate what it showed
     */
    public void keep(X509Certificate certificate) {
        if (authorities.isEmpty() && pin().isEmpty()) {
            context.remember(PIN, fingerprint(certificate));
        }
    }

    /**
     * Why a handshake failed, when it was for want of trust.
     *
     * @param failure what was thrown
     * @return empty for any other trouble
     */
    public static Optional<MachineFault> distrust(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DistrustException distrust) {
                return Optional.of(distrust.fault());
            }
        }
        return Optional.empty();
    }

    private Optional<String> pin() {
        return givenPin.isPresent() ? givenPin : context.recall(PIN);
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        X509Certificate machine = chain[0];
        if (!commonName(machine).equals(Optional.of(serial))) {
            throw new DistrustException(new MachineFault(
                    MachineFault.Code.OTHER_SERIAL,
                    "",
                    "another machine answers at this address: its certificate does not name the serial " + serial
                            + "; correct address or serial"));
        }
        if (!authorities.isEmpty()) {
            checkIssuer(chain);
        } else if (pin().filter(pin -> !pin.equals(fingerprint(machine))).isPresent()) {
            throw new DistrustException(new MachineFault(MachineFault.Code.PIN_CHANGED, "", changed(machine)));
        }
    }

    private void checkIssuer(X509Certificate[] chain) throws CertificateException {
        try {
            List<X509Certificate> path = Arrays.stream(chain)
                    .filter(certificate ->
                            authorities.stream().noneMatch(anchor -> certificate.equals(anchor.getTrustedCert())))
                    .toList();
            if (path.isEmpty()) {
                return;
            }
            PKIXParameters rules = new PKIXParameters(authorities);
            rules.setRevocationEnabled(false);
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), rules);
        } catch (GeneralSecurityException e) {
            throw new DistrustException(new MachineFault(
                    MachineFault.Code.PIN_CHANGED,
                    "",
                    "the machine's certificate is not issued by the CA that ca names: is it the CA of this machine?"));
        }
    }

    private String changed(X509Certificate now) {
        return "the machine's certificate is not the one that was pinned: somebody may be between, or its board was"
                + " replaced or reset; look at the machine, and when it is yours write certificate-sha256: "
                + fingerprint(now) + " to its entry";
    }

    private static Optional<String> commonName(X509Certificate certificate) {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .map(part -> part.getValue().toString())
                            .findFirst();
        } catch (InvalidNameException e) {
            return Optional.empty();
        }
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.of().formatHex(digest);
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that came encoded", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Extended, so that the JDK adds no check of its own for the address. */
    private final class Check extends X509ExtendedTrustManager {

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String keyExchange) throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String keyExchange, Socket socket)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String keyExchange, SSLEngine engine)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String keyExchange) throws CertificateException {
            throw new CertificateException("no server");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String keyExchange, Socket socket)
                throws CertificateException {
            throw new CertificateException("no server");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String keyExchange, SSLEngine engine)
                throws CertificateException {
            throw new CertificateException("no server");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
