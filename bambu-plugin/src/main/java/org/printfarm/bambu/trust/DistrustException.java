package org.printfarm.bambu.trust;

import java.security.cert.CertificateException;
import org.printfarm.api.driver.MachineFault;

/** What answers is not the machine that was meant. */
final class DistrustException extends CertificateException {

    private static final long serialVersionUID = 1L;

    /** Why, for the operator. */
    private final transient MachineFault fault;

    DistrustException(MachineFault fault) {
        super(fault.code().name());
        this.fault = fault;
    }

    MachineFault fault() {
        return fault;
    }
}
