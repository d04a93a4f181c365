package org.printfarm.ssdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Discovery across real links: network namespaces, joined by pairs of virtual cards, each with a process of its own. */
@EnabledOnOs(OS.LINUX)
class NamespaceIT {

    private static final String PORT = "2021";

    private Namespaces networks;
    private Child left;
    private Child right;

    @BeforeEach
    void cable() throws IOException {
        assumeTrue(Namespaces.areAllowed(), "network namespaces cannot be made here: needs root and iproute2");
        networks = new Namespaces();
        left = slicer("left");
        right = slicer("right");
    }

    @AfterEach
    void tearDown() throws IOException {
        if (networks != null) {
            networks.close();
        }
    }

    @Test
    void broadcastsCrossTheLinkOfThePrintersAddressAndNoOther() throws IOException {
        Child farm = farm("One@10.71.0.51", "Two@10.72.0.52");
        farm.tell("start");
        farm.await("One Running");
        farm.await("Two Running");
        left.await("10.71.0.51 alive One");
        right.await("10.72.0.52 alive Two");
        assertThat(left.lines()).noneMatch(line -> line.contains("Two"));
        assertThat(right.lines()).noneMatch(line -> line.contains("One"));
    }

    @Test
    void searchByBroadcastMulticastOrUnicastIsAnsweredFromThePrintersOwnAddress() throws IOException {
        Child farm = farm("interval=10m", "One@10.71.0.51", "Three@10.71.0.1");
        farm.tell("start");
        left.awaitAny(line -> line.contains("alive"));
        for (String way : new String[] {"255.255.255.255", "10.71.0.255", "239.255.255.250"}) {
            left.forget();
            left.tell(way);
            left.await("10.71.0.51 answer One");
            left.await("10.71.0.1 answer Three");
        }
        left.forget();
        left.tell("10.71.0.51");
        left.await("10.71.0.51 answer One");
        assertThat(left.lines()).noneMatch(line -> line.contains("answer") && line.contains("Three"));
    }

    @Test
    void processThatIsTerminatedSaysGoodBye() throws IOException {
        Child farm = farm("One@10.71.0.51");
        farm.tell("start");
        left.await("10.71.0.51 alive One");
        farm.terminate();
        left.await("10.71.0.51 byebye -");
    }

    @Test
    void addressThatVanishesIsReportedAndComesUpAgain() throws IOException {
        Child farm = farm("interval=1s", "One@10.71.0.51");
        farm.tell("start");
        left.await("10.71.0.51 alive One");
        networks.in("farm", "addr", "del", "10.71.0.51/24", "dev", Namespaces.LEFT_CARD);
        farm.tellUntil("reported", "One Degraded ADDRESS_MISSING");
        farm.tell("start");
        networks.in("farm", "addr", "add", "10.71.0.51/24", "dev", Namespaces.LEFT_CARD);
        left.forget();
        farm.tellUntil("reported", "One Running");
        left.await("10.71.0.51 alive One");
    }

    @Test
    void addressThatAppearsLaterIsFoundByTheNextTry() throws IOException {
        Child farm = farm("One@10.71.0.60");
        farm.tell("start");
        farm.await("One Degraded ADDRESS_MISSING");
        networks.in("farm", "addr", "add", "10.71.0.60/24", "dev", Namespaces.LEFT_CARD);
        farm.tellUntil("start", "One Running");
        left.await("10.71.0.60 alive One");
    }

    @Test
    void printerOnAllAddressesIsHeardOnEveryLink() throws IOException {
        Child farm = farm("All@0.0.0.0/10.71.0.1");
        farm.tell("start");
        farm.await("All Running");
        left.awaitAny(line -> line.endsWith(" alive All"));
        right.awaitAny(line -> line.endsWith(" alive All"));
    }

    @Test
    void interfaceDecidesWhereTheAddressDoesNot() throws IOException {
        networks.in("farm", "addr", "add", "10.99.0.7/32", "dev", "lo");
        Child farm = farm("interface=" + Namespaces.RIGHT_CARD, "Seven@10.99.0.7");
        farm.tell("start");
        farm.await("Seven Running");
        right.await("10.99.0.7 alive Seven");
        assertThat(left.lines()).noneMatch(line -> line.contains("Seven"));
    }

    @Test
    void broadcastThatIsNotPermittedIsDegradedUntilItIs() throws IOException {
        for (String subnet : new String[] {"10.71.0.255", "10.72.0.255"}) {
            networks.in("farm", "rule", "add", "to", subnet, "prohibit", "pref", "1");
        }
        networks.in("farm", "rule", "del", "pref", "0");
        networks.in("farm", "rule", "add", "lookup", "local", "pref", "2");
        Child farm = farm("interval=1s", "All@0.0.0.0/10.71.0.1");
        farm.tell("start");
        farm.await("All Degraded BROADCAST_NOT_PERMITTED");
        networks.in("farm", "rule", "del", "to", "10.71.0.255", "prohibit", "pref", "1");
        networks.in("farm", "rule", "del", "to", "10.72.0.255", "prohibit", "pref", "1");
        farm.tellUntil("reported", "All Running");
        left.awaitAny(line -> line.endsWith(" alive All"));
    }

    private Child farm(String... arguments) throws IOException {
        String[] all = new String[arguments.length + 1];
        all[0] = PORT;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return new Child(networks.java("farm", FarmProgram.class, all));
    }

    private Child slicer(String where) throws IOException {
        Child slicer = new Child(networks.java(where, SlicerProgram.class, PORT));
        slicer.await("ready");
        return slicer;
    }
}
