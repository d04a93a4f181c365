package org.printfarm.host.view;

/**
 * A printer that was asked who it is, and answered.
 *
 * @param address what was dialled
 * @param port what was dialled
 * @param tls whether with TLS
 * @param serial its serial
 * @param model its wire code, for instance {@code C12}
 * @param name its name
 * @param version its firmware
 * @param bind {@code free}, or {@code occupied}: a slicer then refuses it
 * @param connect {@code lan}, or {@code cloud}: a slicer then refuses it
 */
public record DetectView(
        String address,
        int port,
        boolean tls,
        String serial,
        String model,
        String name,
        String version,
        String bind,
        String connect) {

    /**
     * A printer that did not.
     *
     * @param address what was dialled
     * @param port what was dialled
     * @param tls whether with TLS
     * @param error why, in words
     * @param code why, for programs
     */
    public record Failure(String address, int port, boolean tls, String error, String code) {}
}
