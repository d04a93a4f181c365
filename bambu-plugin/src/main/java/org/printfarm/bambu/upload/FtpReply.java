package org.printfarm.bambu.upload;

/**
 * What an FTP server answered.
 *
 * @param code 100 to 599
 * @param text the last line without the code; at most as long as a line may be
 */
record FtpReply(int code, String text) {

    boolean isPreliminary() {
        return code / 100 == 1;
    }

    boolean isDone() {
        return code / 100 == 2;
    }
}
