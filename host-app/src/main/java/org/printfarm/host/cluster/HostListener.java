package org.printfarm.host.cluster;

/** Is told of the hosts of a farm by one of them, this one included; on that one's thread, and must not wait. */
public interface HostListener {

    /**
     * A host came or has gone.
     *
     * @param name for people
     * @param works whether its lease lasts
     */
    void host(String name, boolean works);

    /**
     * Something has another host.
     *
     * @param what as in {@link Group}
     * @param from the name of the host that had it last; empty where that is not known
     * @param to the name of the host that has it
     * @param why in words for people
     */
    void moved(String what, String from, String to, String why);
}
