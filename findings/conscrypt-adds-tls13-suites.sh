#!/bin/bash
# One would guess: setEnabledCipherSuites leaves exactly the suites that it was given, as with the JDK's engine.
# What happens: Conscrypt puts its three suites of TLS 1.3 in front of them, whatever was asked for; a server told to speak only
# TLS_RSA_WITH_AES_128_GCM_SHA256 speaks TLS_AES_256_GCM_SHA384 with whoever offers TLS 1.3. Only setEnabledProtocols keeps TLS 1.3 out.
# Seen with Conscrypt 2.9.0 on JDK 17 on 2026-11-27; the same with 2.5.2.
# Why it matters: a test that names one suite "to be sure that the printer's plain-RSA exchange works" has not tried it.
cd "$(dirname "$0")" && . ./lib.sh
jars org.conscrypt:conscrypt-openjdk-uber:2.9.0
tls
cat >"$work/Suites.java" <<'J'
import java.security.Provider;
import java.util.Arrays;
import javax.net.ssl.*;

public class Suites {
    public static void main(String[] arguments) throws Exception {
        tell("JDK", null);
        tell("Conscrypt", new org.conscrypt.OpenSSLProvider());
    }

    static void tell(String name, Provider provider) throws Exception {
        SSLEngine engine = Tls.engine(Tls.context(provider, true, "SunX509"), false);
        engine.setEnabledCipherSuites(new String[] {"TLS_RSA_WITH_AES_128_GCM_SHA256"});
        System.out.println(name + ": " + Arrays.toString(engine.getEnabledCipherSuites()));
        if (provider != null) {
            Tls.handshake(Tls.engine(Tls.context(null, true, "SunX509"), true), engine);
            System.out.println(name + " speaks TLS 1.3: " + engine.getSession().getCipherSuite().startsWith("TLS_AES_"));
        }
    }
}
J
java_file Suites.java
says 'JDK: [TLS_RSA_WITH_AES_128_GCM_SHA256]' \
    'Conscrypt: [TLS_AES_128_GCM_SHA256, TLS_AES_256_GCM_SHA384, TLS_CHACHA20_POLY1305_SHA256, TLS_RSA_WITH_AES_128_GCM_SHA256]' \
    'Conscrypt speaks TLS 1.3: true'
holds
