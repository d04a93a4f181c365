package org.printfarm.mqtt.session;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.printfarm.api.driver.MachineSetting;
import org.printfarm.api.job.PrintControl;
import org.printfarm.api.job.PrintDecision;
import org.printfarm.api.service.PrinterContext;
import org.printfarm.api.service.PrinterEvent.Kind;
import org.printfarm.mqtt.message.CommandResult;
import org.printfarm.mqtt.message.ReadResult;
import org.printfarm.mqtt.message.ReplyWriter;
import org.printfarm.mqtt.message.Request;
import org.printfarm.mqtt.message.RequestReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the requests of one printer's clients. Answers go to every session, as firmware sends them: observers take the file
 * and the mapping from there. The access code alone goes only to who asked. Confined to the printer's thread, except for what
 * may block.
 */
final class RequestAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(RequestAnswers.class);

    private static final int PEM_LINE = 64;
    private static final byte[] PEM_LINE_END = {'\n'};

    private final PrinterBroker broker;
    private final PrinterContext context;
    private final StatusFeed board;
    private final Panel panel;
    private final Executor worker;

    RequestAnswers(PrinterBroker broker, PrinterContext context, StatusFeed board, Panel panel, Executor worker) {
        this.broker = broker;
        this.context = context;
        this.board = board;
        this.panel = panel;
        this.worker = worker;
    }

    /**
     * Answers one message.
     *
     * @param session whose
     * @param serial the serial of the topic, which the answer carries
     * @param payload the message
     */
    void answer(Session session, String serial, byte[] payload) {
        ReadResult result = RequestReader.read(payload);
        if (result instanceof ReadResult.Malformed malformed) {
            broker.events()
                    .publish(
                            Kind.REFUSED,
                            session.client().peer(),
                            malformed.fault().name(),
                            payload.length);
        } else if (result instanceof ReadResult.Understood understood) {
            understood.requests().forEach(request -> answer(session, serial, request));
        }
    }

    private void answer(Session session, String serial, Request request) {
        if (request instanceof Request.FullStatus) {
            broker.pushNow(session);
        } else if (request instanceof Request.Version version) {
            broker.answerAll(serial, ReplyWriter.version(version, context.printer()));
        } else if (request instanceof Request.AccessCode code) {
            session.answer(serial, ReplyWriter.accessCode(code, session.code().revealClearText()));
        } else if (request instanceof Request.InstallCertificate install) {
            broker.answerAll(serial, ReplyWriter.certificate(install, chain()));
        } else if (request instanceof Request.Print print) {
            decide(session, serial, print);
        } else if (request instanceof Request.UnusablePrint unusable) {
            refuse(session, serial, unusable, "BAD_PRINT_REQUEST");
        } else if (request instanceof Request.Other other) {
            Optional<PrintControl> control = control(other);
            if (control.isPresent()) {
                ask(
                        () -> context.intake()
                                .control(control.get(), session.client().peer().getAddress()),
                        false,
                        done -> answer(session, serial, other, panel.controlled(done)));
            } else {
                panel.forMachine(other)
                        .ifPresentOrElse(
                                settings -> set(session, serial, other, settings),
                                () -> answer(session, serial, other, panel.carryOut(other)));
            }
        }
    }

    /** A machine is shown: what it does not do is not shown as done. */
    private void set(Session session, String serial, Request.Other request, List<MachineSetting> settings) {
        if (settings.isEmpty()) {
            answer(session, serial, request, new CommandResult.Refused(CommandResult.Refusal.BY_THE_MACHINE));
            return;
        }
        context.intake()
                .set(
                        settings,
                        done -> broker.onLoop(() -> answer(
                                session,
                                serial,
                                request,
                                done
                                        ? panel.carryOut(request)
                                        : new CommandResult.Refused(CommandResult.Refusal.BY_THE_MACHINE))));
    }

    private static Optional<PrintControl> control(Request.Other request) {
        return switch (request.section() + "." + request.name()) {
            case "print.pause" -> Optional.of(PrintControl.PAUSE);
            case "print.resume" -> Optional.of(PrintControl.RESUME);
            case "print.stop" -> Optional.of(PrintControl.STOP);
            default -> Optional.empty();
        };
    }

    private void answer(Session session, String serial, Request.Other request, CommandResult result) {
        broker.answerAll(serial, ReplyWriter.answered(request, result));
        if (result instanceof CommandResult.Refused refused) {
            broker.events()
                    .publish(
                            Kind.REFUSED,
                            session.client().peer(),
                            refused.refusal().name(),
                            0);
            return;
        }
        broker.events()
                .publish(
                        Kind.COMMAND, session.client().peer(), request.command().name(), 0);
        if (panel.takeChange()) {
            broker.pushSettings();
        }
    }

    private void decide(Session session, String serial, Request.Print print) {
        ask(
                () -> context.intake()
                        .request(print.job().from(session.client().peer().getAddress())),
                PrintDecision.PRINT_REFUSED,
                decision -> decided(session, serial, print, decision));
    }

    /** The host may write to disk before it decides, so it is asked on another thread. */
    private <T> void ask(Supplier<T> question, T otherwise, Consumer<T> answer) {
        board.requestBegins();
        try {
            worker.execute(() -> {
                T decision = decision(question, otherwise);
                broker.onLoop(() -> told(decision, answer));
            });
        } catch (RejectedExecutionException full) {
            told(otherwise, answer);
        }
    }

    private <T> T decision(Supplier<T> question, T otherwise) {
        try {
            return question.get();
        } catch (RuntimeException | Error failure) {
            // An Error too: the status waits for this decision. Its text may hold the request.
            LOG.error(
                    "printer={} service=mqtt print request failed in the host reason={}",
                    context.printer().id(),
                    failure.getClass().getName());
            return otherwise;
        }
    }

    private <T> void told(T decision, Consumer<T> answer) {
        board.requestDecided();
        answer.accept(decision);
        broker.pushChanges();
    }

    private void decided(Session session, String serial, Request.Print print, PrintDecision decision) {
        if (decision == PrintDecision.ACCEPTED || decision == PrintDecision.REPEATED) {
            broker.answerAll(serial, ReplyWriter.printAccepted(print));
            broker.events().publish(Kind.PRINT_REQUESTED, session.client().peer(), decision.name(), 0);
        } else {
            refuse(session, serial, print, decision.name());
        }
    }

    private void refuse(Session session, String serial, Request request, String reason) {
        broker.answerAll(serial, ReplyWriter.printRefused(request, reason));
        broker.events().publish(Kind.REFUSED, session.client().peer(), reason, 0);
    }

    private String chain() {
        StringBuilder pem = new StringBuilder();
        try {
            for (X509Certificate certificate : context.tls().chain()) {
                pem.append("-----BEGIN CERTIFICATE-----\n")
                        .append(Base64.getMimeEncoder(PEM_LINE, PEM_LINE_END).encodeToString(certificate.getEncoded()))
                        .append("\n-----END CERTIFICATE-----\n");
            }
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException("a certificate in use could not be encoded", impossible);
        }
        return pem.toString();
    }
}
