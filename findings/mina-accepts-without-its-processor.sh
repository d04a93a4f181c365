#!/bin/bash
# One would guess: an Error that a handler throws goes to exceptionCaught, ends that session at worst, and if it ends the loop, the
# acceptor stops or starts another.
# What happens: the Error is handed to exceptionCaught and then ends the processor's thread for good. isActive stays true, the
# acceptor goes on accepting, and sessions that fall to that processor are never read nor closed. Nothing tells of it.
# Seen with Apache MINA 2.2.10 on JDK 17 on 2026-11-27 (the Error is one of our own handler's).
# Why it matters: one bug in a codec, and a printer's port accepts and never answers, until somebody restarts the farm.
cd "$(dirname "$0")" && . ./lib.sh
jars org.apache.mina:mina-core:2.2.10
cat >"$work/Loop.java" <<'J'
import java.net.*;
import java.util.concurrent.*;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;

public class Loop {
    static int messages;

    public static void main(String[] arguments) throws Exception {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        NioSocketAcceptor acceptor = new NioSocketAcceptor(1);
        acceptor.setHandler(new IoHandlerAdapter() {
            @Override public void messageReceived(IoSession session, Object message) {
                if (messages++ == 1) throw new AssertionError("our own");
                session.write(message);
            }
            @Override public void exceptionCaught(IoSession session, Throwable cause) { told.add(cause.getClass().getSimpleName()); }
        });
        acceptor.bind(new InetSocketAddress("127.0.0.1", 0));
        int port = acceptor.getLocalAddress().getPort();
        System.out.println("before: " + ask(port));
        ask(port);
        System.out.println("told: " + told.poll(5, TimeUnit.SECONDS));
        System.out.println("after: " + ask(port) + ", active: " + acceptor.isActive());
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    static String ask(int port) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(2_000);
            socket.getOutputStream().write(7);
            return socket.getInputStream().read() == 7 ? "answered" : "closed";
        } catch (SocketTimeoutException e) {
            return "accepted, no answer in 2 s";
        }
    }
}
J
java_file Loop.java
says 'before: answered' 'told: AssertionError' 'after: accepted, no answer in 2 s, active: true'
holds
