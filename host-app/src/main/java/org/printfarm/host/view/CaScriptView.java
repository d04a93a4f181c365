package org.printfarm.host.view;

/**
 * A script that makes slicers of another machine trust the farm's CA.
 *
 * @param os windows, macos or linux
 * @param file what it is called
 * @param text the script
 */
public record CaScriptView(String os, String file, String text) {}
