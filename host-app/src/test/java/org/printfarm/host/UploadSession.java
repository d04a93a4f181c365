package org.printfarm.host;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Inet4Address;
import java.security.GeneralSecurityException;
import java.time.Duration;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPSClient;

/** An FTPS connection to one printer, by other people's client. Replies are given as their codes. */
final class UploadSession implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final FTPSClient ftp;

    /** Connects; the printer's certificate is not looked at. */
    UploadSession(Inet4Address address) throws IOException, GeneralSecurityException {
        this(address, PATIENCE);
    }

    /** Connects, and waits so long for each answer. */
    UploadSession(Inet4Address address, Duration patience) throws IOException, GeneralSecurityException {
        ftp = new FTPSClient(true, SlicerAtWork.anyFarm("TLSv1.2"));
        ftp.setConnectTimeout((int) patience.toMillis());
        ftp.setDefaultTimeout((int) patience.toMillis());
        ftp.setDataTimeout(patience);
        ftp.setEndpointCheckingEnabled(false);
        ftp.setControlEncoding("UTF-8");
        ftp.connect(address, SlicerAtWork.FTP_PORT);
    }

    /** Logs in as slicers do and makes ready to upload. */
    int login(String accessCode) throws IOException {
        ftp.login("bblp", accessCode);
        int reply = ftp.getReplyCode();
        if (reply == 230) {
            ftp.execPBSZ(0);
            ftp.execPROT("P");
            ftp.enterLocalPassiveMode();
            ftp.setFileType(FTP.BINARY_FILE_TYPE);
        }
        return reply;
    }

    /** Uploads a file. */
    int store(String name, byte[] content) throws IOException {
        ftp.storeFile(name, new ByteArrayInputStream(content));
        return ftp.getReplyCode();
    }

    /** What the last reply said, with its code. */
    String reply() {
        return ftp.getReplyString();
    }

    @Override
    public void close() throws IOException {
        ftp.disconnect();
    }
}
