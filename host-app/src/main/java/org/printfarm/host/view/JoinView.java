package org.printfarm.host.view;

import java.util.List;

/**
 * A machine that was made a host of a farm.
 *
 * @param file the farm's configuration there
 * @param data its data folder, with the farm's key and certificates
 * @param missing what else it needs before it can run
 * @param next what to type
 */
public record JoinView(String file, String data, List<String> missing, List<String> next) {}
