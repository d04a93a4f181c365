package org.printfarm.mqtt.session;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.printfarm.api.PrinterContext;
import org.printfarm.api.PrinterEvent.Kind;
import org.printfarm.api.job.PrintDecision;
import org.printfarm.mqtt.message.ReadResult;
import org.printfarm.mqtt.message.ReplyWriter;
import org.printfarm.mqtt.message.Request;
import org.printfarm.mqtt.message.RequestReader;
import org.printfarm.mqtt.model.VersionReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the requests of one printer's clients. Confined to the printer's thread, except for what may block. */
final class RequestAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(RequestAnswers.class);

    private static final int PEM_LINE = 64;
    private static final byte[] PEM_LINE_END = {'\n'};

    private final PrinterDesk desk;
    private final PrinterContext context;
    private final StatusBoard board;
    private final Executor worker;

    RequestAnswers(PrinterDesk desk, PrinterContext context, StatusBoard board, Executor worker) {
        this.desk = desk;
        this.context = context;
        this.board = board;
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
            desk.publish(
                    Kind.REFUSED, session.client().peer(), malformed.fault().name(), payload.length);
        } else if (result instanceof ReadResult.Understood understood) {
            understood.requests().forEach(request -> answer(session, serial, request));
        }
    }

    private void answer(Session session, String serial, Request request) {
        if (request instanceof Request.FullStatus) {
            desk.pushNow(session);
        } else if (request instanceof Request.Version version) {
            VersionReport report = VersionReport.of(context.printer().identity());
            session.answer(serial, ReplyWriter.version(version, report));
        } else if (request instanceof Request.AccessCode code) {
            session.answer(serial, ReplyWriter.accessCode(code, session.code().revealClearText()));
        } else if (request instanceof Request.InstallCertificate install) {
            session.answer(serial, ReplyWriter.certificate(install, chain()));
        } else if (request instanceof Request.Print print) {
            decide(session, serial, print);
        } else if (request instanceof Request.UnusablePrint unusable) {
            refuse(session, serial, unusable, "BAD_PRINT_REQUEST");
        } else if (request instanceof Request.Other other) {
            session.answer(serial, ReplyWriter.acknowledged(other));
            desk.publish(Kind.COMMAND, session.client().peer(), other.command().name(), 0);
        }
    }

    /** The host may write to disk before it decides, so it is asked on another thread. */
    private void decide(Session session, String serial, Request.Print print) {
        board.requestBegins();
        try {
            worker.execute(() -> {
                PrintDecision decision = decision(session, print);
                desk.onLoop(() -> decided(session, serial, print, decision));
            });
        } catch (RejectedExecutionException full) {
            decided(session, serial, print, PrintDecision.REFUSED);
        }
    }

    private PrintDecision decision(Session session, Request.Print print) {
        try {
            return context.intake()
                    .request(print.job().from(session.client().peer().getAddress()));
        } catch (RuntimeException failure) {
            LOG.error(
                    "printer={} service=mqtt print request failed in the host",
                    context.printer().id(),
                    failure);
            return PrintDecision.REFUSED;
        }
    }

    private void decided(Session session, String serial, Request.Print print, PrintDecision decision) {
        board.requestDecided();
        switch (decision) {
            case ACCEPTED -> {
                session.answer(serial, ReplyWriter.printAccepted(print));
                desk.publish(Kind.PRINT_REQUESTED, session.client().peer(), "ACCEPTED", 0);
            }
            case CHECKSUM_MISMATCH -> refuse(session, serial, print, "CHECKSUM_MISMATCH");
            case REFUSED -> refuse(session, serial, print, "PRINT_REFUSED");
        }
        desk.pushChanges();
    }

    private void refuse(Session session, String serial, Request request, String reason) {
        session.answer(serial, ReplyWriter.printRefused(request, reason));
        desk.publish(Kind.REFUSED, session.client().peer(), reason, 0);
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
