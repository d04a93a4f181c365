package org.printfarm.ftp.session;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.printfarm.ftp.protocol.CommandLine;

/** Which command does what, and which are allowed before the login. */
final class CommandTable {

    /** One command. Called with the session's lock held. */
    interface Command {
        void run(FtpSession session, String argument);
    }

    /** What real printers answer before a login; FEAT and OPTS because some clients send them first. */
    private static final Set<String> BEFORE_LOGIN =
            Set.of("USER", "PASS", "FEAT", "OPTS", "PBSZ", "PROT", "AUTH", "QUIT");

    private static final Map<String, Command> COMMANDS = Map.ofEntries(
            Map.entry("USER", LoginCommands::user),
            Map.entry("PASS", LoginCommands::pass),
            Map.entry("QUIT", LoginCommands::quit),
            Map.entry("PBSZ", LoginCommands::pbsz),
            Map.entry("PROT", LoginCommands::prot),
            Map.entry("AUTH", (session, argument) -> session.reply(503, "TLS is on already.")),
            Map.entry("FEAT", SettingCommands::feat),
            Map.entry("OPTS", SettingCommands::opts),
            Map.entry("SYST", (session, argument) -> session.reply(215, "UNIX Type: L8")),
            Map.entry("TYPE", SettingCommands::type),
            Map.entry("STRU", (session, argument) -> SettingCommands.onlyOne(session, argument, "F")),
            Map.entry("MODE", (session, argument) -> SettingCommands.onlyOne(session, argument, "S")),
            Map.entry("REST", DownloadCommands::rest),
            Map.entry("NOOP", (session, argument) -> session.reply(200, "OK.")),
            Map.entry("ALLO", (session, argument) -> session.reply(202, "No need to.")),
            Map.entry("PWD", FolderCommands::pwd),
            Map.entry("XPWD", FolderCommands::pwd),
            Map.entry("CWD", FolderCommands::cwd),
            Map.entry("CDUP", (session, argument) -> FolderCommands.cwd(session, "..")),
            Map.entry("MKD", FolderCommands::mkd),
            Map.entry("XMKD", FolderCommands::mkd),
            Map.entry("RMD", FolderCommands::rmd),
            Map.entry("XRMD", FolderCommands::rmd),
            Map.entry("SIZE", FileCommands::size),
            Map.entry("MDTM", FileCommands::mdtm),
            Map.entry("MLST", FileCommands::mlst),
            Map.entry("DELE", FileCommands::dele),
            Map.entry("RNFR", FileCommands::rnfr),
            Map.entry("RNTO", FileCommands::rnto),
            Map.entry("PASV", TransferCommands::pasv),
            Map.entry("EPSV", TransferCommands::epsv),
            Map.entry("STOR", TransferCommands::stor),
            Map.entry("RETR", DownloadCommands::retr),
            Map.entry("LIST", ListCommands::list),
            Map.entry("NLST", ListCommands::nlst),
            Map.entry("MLSD", ListCommands::mlsd),
            Map.entry("ABOR", TransferCommands::abor));

    private CommandTable() {}

    static void run(FtpSession session, CommandLine line) {
        if (!session.memory.isLoggedIn() && !BEFORE_LOGIN.contains(line.verb())) {
            session.reply(530, "Log in with USER and PASS first.");
            return;
        }
        if (line.verb().isEmpty()) {
            session.reply(500, "That is no command.");
            return;
        }
        if (!line.verb().equals("RNTO")) {
            session.memory.renameFrom = Optional.empty();
        }
        COMMANDS.getOrDefault(line.verb(), (unknown, argument) -> unknown.reply(502, "Command not implemented."))
                .run(session, line.argument());
    }
}
