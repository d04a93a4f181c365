package org.printfarm.ftp.session;

import java.util.List;
import java.util.Locale;
import org.printfarm.ftp.protocol.Reply;

/** Commands that ask for, or set, how things are transferred. All files are taken byte by byte, whatever the type. */
final class SettingCommands {

    private static final List<String> FEATURES = List.of(
            "Features:",
            "EPSV",
            "MDTM",
            "MLST type*;size*;modify*;",
            "PASV",
            "PBSZ",
            "PROT",
            "REST STREAM",
            "SIZE",
            "TVFS",
            "UTF8");

    private SettingCommands() {}

    static void feat(FtpSession session, String argument) {
        session.reply(new Reply(211, "End", FEATURES));
    }

    static void opts(FtpSession session, String argument) {
        switch (argument.trim().toUpperCase(Locale.ROOT)) {
            case "UTF8", "UTF8 ON", "UTF-8", "UTF-8 ON" -> session.reply(200, "Always in UTF8 mode.");
            default -> session.reply(501, "Only UTF8 ON is an option.");
        }
    }

    static void type(FtpSession session, String type) {
        switch (type.trim().toUpperCase(Locale.ROOT)) {
            case "I", "A", "A N", "L 8", "L8" -> session.reply(200, "Type set; files are taken byte by byte.");
            default -> session.reply(504, "Only types A, I and L 8.");
        }
    }

    static void onlyOne(FtpSession session, String argument, String supported) {
        if (argument.trim().equalsIgnoreCase(supported)) {
            session.reply(200, "OK.");
        } else {
            session.reply(504, "Only " + supported + ".");
        }
    }
}
