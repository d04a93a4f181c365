package org.printfarm.host;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.apache.commons.net.ftp.FTPSClient;

/**
 * Somebody who tries access codes, from an address of his own: the farm tells people apart by it.
 *
 * @param address where his connections come from
 */
record Visitor(Inet4Address address) {

    static final int MQTT_PORT = 8883;

    private static final int PATIENCE_MILLIS = (int) TimeUnit.SECONDS.toMillis(60);
    private static final int CONNECT = 0x10;
    private static final int LEVEL_3_1_1 = 4;
    private static final int USER_PASSWORD_CLEAN = 0xC2;
    private static final int CONNACK = 0x2002;

    /** Tries a code over MQTT. Returns the return code of CONNACK: 0 for welcome, 5 for a wrong code. */
    int tryMqtt(Inet4Address printer, String code) throws Exception {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(address, 0));
            socket.connect(new InetSocketAddress(printer, MQTT_PORT), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            try (SSLSocket tls = (SSLSocket) SlicerAtWork.anyFarm("TLS")
                    .getSocketFactory()
                    .createSocket(socket, printer.getHostAddress(), MQTT_PORT, true)) {
                return loginMqtt(tls, code);
            }
        }
    }

    /** Says CONNECT on a connection that stands. Returns the return code of CONNACK. */
    int loginMqtt(SSLSocket tls, String code) throws IOException {
        tls.getOutputStream().write(connect(code));
        DataInputStream in = new DataInputStream(tls.getInputStream());
        if (in.readUnsignedShort() != CONNACK) {
            throw new IOException("no CONNACK");
        }
        in.readUnsignedByte();
        return in.readUnsignedByte();
    }

    /** Tries a code over FTPS. Returns the reply to PASS: 230 for welcome, 530 for a wrong code. */
    int tryFtp(Inet4Address printer, String code) throws Exception {
        FTPSClient ftp = new FTPSClient(true, SlicerAtWork.anyFarm("TLSv1.2"));
        try {
            ftp.setConnectTimeout(PATIENCE_MILLIS);
            ftp.setDefaultTimeout(PATIENCE_MILLIS);
            ftp.connect(printer, SlicerAtWork.FTP_PORT, address, 0);
            ftp.user("bblp");
            return ftp.pass(code);
        } finally {
            ftp.disconnect();
        }
    }

    private static byte[] connect(String code) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(body);
        out.writeUTF("MQTT");
        out.writeByte(LEVEL_3_1_1);
        out.writeByte(USER_PASSWORD_CLEAN);
        out.writeShort(0);
        out.writeUTF("visitor");
        out.writeUTF("bblp");
        out.writeUTF(code);
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(CONNECT);
        packet.write(body.size());
        packet.writeBytes(body.toByteArray());
        return packet.toByteArray();
    }
}
