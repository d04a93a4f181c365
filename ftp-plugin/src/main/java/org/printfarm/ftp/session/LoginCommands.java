package org.printfarm.ftp.session;

import java.util.Locale;
import java.util.Optional;
import org.printfarm.api.service.Authenticator;
import org.printfarm.api.service.PrinterEvent;

/** Who the client is, and how the data connections are protected. */
final class LoginCommands {

    private LoginCommands() {}

    static void user(FtpSession session, String name) {
        if (session.memory.isLoggedIn()) {
            session.reply(503, "You are logged in already.");
            return;
        }
        session.memory.who = session.memory.who.named(Optional.of(name));
        session.reply(331, "Now the access code.");
    }

    static void pass(FtpSession session, String code) {
        if (session.memory.isLoggedIn()) {
            session.reply(230, "You are logged in already.");
            return;
        }
        Optional<String> user = session.memory.who.user();
        session.memory.who = session.memory.who.named(Optional.empty());
        if (user.isEmpty()) {
            session.reply(503, "USER comes first.");
            return;
        }
        Authenticator.Decision decision =
                session.context().context().logins().check(session.peer().getAddress(), user.get(), code);
        if (decision == Authenticator.Decision.ACCEPTED) {
            enter(session);
        } else {
            refuse(session, decision);
        }
    }

    private static void enter(FtpSession session) {
        if (session.context().loggedIn().enter(session, System.nanoTime())) {
            session.logIn();
            session.reply(230, "Logged in.");
        } else {
            session.publish(PrinterEvent.Kind.OVERLOADED, "SESSIONS_OF_PEER", 0);
            session.reply(421, "Too many connections of your address are logged in and busy; try again later.");
            session.close("SESSIONS_OF_PEER");
        }
    }

    /** A code that was not looked at may be right: the client is told to come again, and keeps it. */
    private static void refuse(FtpSession session, Authenticator.Decision decision) {
        session.publish(PrinterEvent.Kind.LOGIN_FAILED, decision.name(), 0);
        if (decision == Authenticator.Decision.BLOCKED) {
            session.reply(421, "Too many wrong access codes came from your address, try again in a minute.");
            session.close(decision.name());
            return;
        }
        session.reply(530, "Wrong user or access code.");
        session.memory.who = session.memory.who.wrong();
        if (session.memory.who.wrongLogins() >= FtpSession.MAX_WRONG_LOGINS) {
            session.publish(PrinterEvent.Kind.REFUSED, "TOO_MANY_LOGINS", 0);
            session.close("TOO_MANY_LOGINS");
        }
    }

    static void quit(FtpSession session, String argument) {
        session.reply(221, "Goodbye.");
        session.close("QUIT");
    }

    static void pbsz(FtpSession session, String size) {
        session.reply(200, "PBSZ=0");
    }

    static void prot(FtpSession session, String level) {
        switch (level.trim().toUpperCase(Locale.ROOT)) {
            case "P" -> {
                session.memory.dataProtected = true;
                session.reply(200, "Data connections are protected.");
            }
            case "C" -> session.reply(534, "Data connections must be protected: PROT P.");
            case "S", "E" -> session.reply(536, "Only PROT P is supported.");
            default -> session.reply(504, "Only PROT P is supported.");
        }
    }
}
