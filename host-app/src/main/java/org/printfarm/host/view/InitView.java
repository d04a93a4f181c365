package org.printfarm.host.view;

import java.util.List;

/**
 * What a new farm was begun with.
 *
 * @param file its configuration
 * @param codes the files with the access codes, one for each printer
 * @param next what to type next, in turn
 */
public record InitView(String file, List<String> codes, List<String> next) {}
