package org.printfarm.host.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.printfarm.host.app.ControlProtocol.Answer;
import org.printfarm.host.app.ControlProtocol.Request;

/** Asks the farm that runs in another process, a connection for each verb. */
final class ControlClient implements InvocationHandler {

    /** Bytes of an answer: a page of {@link org.printfarm.host.view.JobQuery#MAX_LIMIT} jobs with long names and options. */
    private static final int MAX_ANSWER = 64 << 20;

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** A backup's record is copied, or a whole backup put back, before the answer comes. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final ControlFile file;

    private ControlClient(ControlFile file) {
        this.file = file;
    }

    static Farm of(ControlFile file) {
        return (Farm) Proxy.newProxyInstance(
                ControlClient.class.getClassLoader(), new Class<?>[] {Farm.class}, new ControlClient(file));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method verb, Object @Nullable [] arguments) throws FarmException {
        if (verb.getDeclaringClass() == Object.class) {
            throw new UnsupportedOperationException(verb.getName());
        }
        if (verb.getName().equals("close")) {
            return null;
        }
        try {
            List<JsonNode> given = arguments == null
                    ? List.of()
                    : Arrays.stream(arguments)
                            .<JsonNode>map(ControlProtocol.JSON::valueToTree)
                            .toList();
            Answer answer = ask(new Request(file.token(), verb.getName(), given));
            if (answer.error() != null) {
                throw new FarmException(
                        answer.error().code(),
                        answer.error().text(),
                        answer.error().mend());
            }
            return ControlProtocol.JSON.treeToValue(
                    answer.result(), ControlProtocol.JSON.constructType(verb.getGenericReturnType()));
        } catch (IOException e) {
            throw new FarmException(
                    FarmException.BUSY,
                    "the farm that runs as process " + file.process() + " does not answer",
                    "try again; if that does not help, its log tells why");
        }
    }

    private Answer ask(Request request) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), file.port()),
                    Math.toIntExact(CONNECT.toMillis()));
            ControlProtocol.write(socket, request);
            return ControlProtocol.read(socket, MAX_ANSWER, PATIENCE, Answer.class);
        }
    }
}
