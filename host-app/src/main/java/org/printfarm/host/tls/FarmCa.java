package org.printfarm.host.tls;

import java.security.KeyPair;
import java.security.cert.X509Certificate;

/** The farm's CA, whole and checked: the certificate belongs to the keys. */
record FarmCa(X509Certificate certificate, KeyPair keys) {}
