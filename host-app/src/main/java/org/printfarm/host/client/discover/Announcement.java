package org.printfarm.host.client.discover;

/**
 * What a printer said about itself. Every text is fit to be shown: at most 64 characters, no control characters.
 *
 * @param leaving whether it said good-bye; then only the serial is told
 * @param serial who it is, not empty
 * @param name what a slicer shows; empty when it told none
 * @param model the model's wire code
 * @param address where to dial it; empty when it told none
 * @param firmware the version; empty when it told none
 */
record Announcement(boolean leaving, String serial, String name, String model, String address, String firmware) {}
