package org.printfarm.host.view;

/**
 * Something a slicer will stumble over, because it knows printers by their serial. As JSON: {@code {"code","address"}}.
 *
 * @param code what is wrong
 * @param address the address that the other announcement of the serial tells
 */
public record Conflict(Code code, String address) {

    /** What can be wrong. */
    public enum Code {
        /** Two printers, on different machines or with different identities, announce this serial. */
        SERIAL_ANNOUNCED_BY_TWO,
        /** One printer announces this serial with two addresses. */
        SERIAL_AT_TWO_ADDRESSES
    }

    /** A sentence for people. */
    public String text() {
        return switch (code) {
            case SERIAL_ANNOUNCED_BY_TWO -> "another printer at " + address + " announces this serial too";
            case SERIAL_AT_TWO_ADDRESSES -> "announces this serial at " + address + " too";
        };
    }
}
