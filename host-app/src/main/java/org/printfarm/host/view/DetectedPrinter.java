package org.printfarm.host.view;

/**
 * What a printer said of itself.
 *
 * @param serial its serial
 * @param model its wire code, for instance {@code C12}
 * @param name its name
 * @param version its firmware
 * @param bind {@code free}, or {@code occupied}: a slicer then refuses it
 * @param connect {@code lan}, or {@code cloud}: a slicer then refuses it
 */
public record DetectedPrinter(String serial, String model, String name, String version, String bind, String connect) {}
