package org.printfarm.bench.machine;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Finds ports that nobody has on any address. One thread. */
public final class FreePorts {

    /** Below the ports that the kernel gives to clients, above what servers usually take. */
    private static final int FIRST = 20_000;

    private static final int LAST = 29_999;

    private int next = FIRST + (int) (ProcessHandle.current().pid() % (LAST - FIRST));

    /**
     * Gives ports one after the other.
     *
     * @return one that was free a moment ago, for TCP and for UDP
     * @throws IOException when there is none
     */
    public int next() throws IOException {
        return range(1);
    }

    /**
     * Gives neighbouring ports.
     *
     * @param count how many
     * @return the first of them
     * @throws IOException when there are none
     */
    public int range(int count) throws IOException {
        for (int tried = FIRST; tried < LAST; tried++) {
            int first = next + count > LAST ? FIRST : next;
            next = first + count;
            if (allFree(first, count)) {
                return first;
            }
        }
        throw new IOException("no free ports between " + FIRST + " and " + LAST);
    }

    private static boolean allFree(int first, int count) {
        for (int port = first; port < first + count; port++) {
            if (!isFree(port)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isFree(int port) {
        try (ServerSocket tcp = new ServerSocket();
                DatagramSocket udp = new DatagramSocket(null)) {
            tcp.setReuseAddress(true);
            tcp.bind(new InetSocketAddress(port));
            udp.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
