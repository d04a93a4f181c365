package org.printfarm.host.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.printfarm.api.Printer;

/**
 * What a printer's certificate vouches for.
 *
 * @param serial the common name, and a DNS name among the alternative names: slicers check the one or the other
 * @param addresses dotted, without repetition: the one it listens on unless that is the wildcard, and the one slicers dial
 */
record LeafNames(String serial, List<String> addresses) {

    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    LeafNames {
        addresses = List.copyOf(addresses);
    }

    static LeafNames of(Printer printer) {
        return new LeafNames(
                printer.identity().serial(),
                Stream.of(printer.bindAddress(), printer.advertisedAddress())
                        .filter(address -> !address.isAnyLocalAddress())
                        .map(address -> address.getHostAddress())
                        .distinct()
                        .toList());
    }

    /** Whether a certificate names exactly these, in any order. The common name is not looked at. */
    boolean standIn(X509Certificate certificate) throws CertificateParsingException {
        Set<List<Object>> wanted = new HashSet<>();
        wanted.add(List.of(DNS_NAME, serial));
        addresses.forEach(address -> wanted.add(List.of(IP_ADDRESS, address)));
        Collection<List<?>> found = certificate.getSubjectAlternativeNames();
        return found != null
                && found.stream()
                        .map(List::<Object>copyOf)
                        .collect(Collectors.toSet())
                        .equals(wanted);
    }
}
