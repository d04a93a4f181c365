package org.printfarm.host.client.discover;

/** Datagrams as printers send them, written by hand from the protocol notes. */
final class Said {

    private Said() {}

    static String alive(String serial, String model, String name, String address) {
        return String.join(
                "\r\n",
                "NOTIFY * HTTP/1.1",
                "Host: 239.255.255.250:1990",
                "Server: UPnP/1.0",
                "Location: " + address,
                "NT: urn:bambulab-com:device:3dprinter:1",
                "NTS: ssdp:alive",
                "USN: " + serial,
                "Cache-Control: max-age=1800",
                "DevModel.bambu.com: " + model,
                "DevName.bambu.com: " + name,
                "DevSignal.bambu.com: -44",
                "DevConnect.bambu.com: lan",
                "DevBind.bambu.com: free",
                "Devseclink.bambu.com: secure",
                "DevInf.bambu.com: eth0",
                "DevVersion.bambu.com: 01.09.00.00",
                "DevCap.bambu.com: 1",
                "",
                "");
    }

    static String byebye(String serial) {
        return String.join(
                "\r\n",
                "NOTIFY * HTTP/1.1",
                "Host: 239.255.255.250:1990",
                "NT: urn:bambulab-com:device:3dprinter:1",
                "NTS: ssdp:byebye",
                "USN: " + serial,
                "",
                "");
    }
}
