package org.printfarm.ftp.session;

import org.printfarm.ftp.protocol.RemotePath;

/**
 * Where a client puts a file, as the job intake wants it: as it was sent, and made safe.
 *
 * @param folder the folder that the client works in; empty for the root
 * @param name the way from there
 */
record CardName(String folder, String name) {

    static CardName of(FtpSession session, String sent, RemotePath path) {
        String name = path.from(sent.startsWith("/") ? RemotePath.ROOT : session.memory.folder);
        String whole = path.from(RemotePath.ROOT);
        boolean below = whole.length() > name.length();
        return new CardName(below ? whole.substring(0, whole.length() - name.length() - 1) : "", name);
    }
}
