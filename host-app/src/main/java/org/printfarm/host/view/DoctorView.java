package org.printfarm.host.view;

import java.util.List;

/**
 * What is wrong between slicers and the farm.
 *
 * @param farm what is wrong with the farm itself
 * @param clients what is wrong with each client; of one that was asked for also that nothing is
 */
public record DoctorView(List<Finding> farm, List<Client> clients) {

    /**
     * Something that is wrong.
     *
     * @param code for programs: upper case letters and underscores
     * @param printer the printer's id
     * @param cause what is wrong, one sentence
     * @param mend what to do about it, one sentence
     */
    public record Finding(String code, String printer, String cause, String mend) {}

    /**
     * One client.
     *
     * @param address its address
     * @param findings what is wrong; empty for nothing
     * @param events what it did last, the oldest first
     */
    public record Client(String address, List<Finding> findings, List<Event> events) {}

    /**
     * What a client did at a printer.
     *
     * @param time when, the last time; ISO 8601
     * @param printer the printer's id
     * @param service the service's type
     * @param port the farm's port
     * @param kind what, for instance {@code TLS_FAILED}
     * @param code how it ended, for instance {@code UNKNOWN_CA}
     * @param times how often in a row
     */
    public record Event(String time, String printer, String service, int port, String kind, String code, int times) {}
}
