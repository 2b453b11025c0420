package dev.stoker.supervisor.probe.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;

/// Asks on the calling thread, which should be virtual: only such a one can be interrupted
/// meanwhile.
public final class PlainHttp {
    private PlainHttp() {}

    /// Returns within the timeout, whatever the other side does; never throws for what it did.
    ///
    /// @param endpoint scheme `http`, with a port
    /// @param question short enough for the kernel to take it at once, since writing has no timeout
    /// @throws InterruptedException when interrupted; the connection is closed
    public static Answer ask(URI endpoint, Question question, Duration timeout)
            throws InterruptedException {
        var deadline = Deadline.in(timeout);
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(endpoint.getHost(), endpoint.getPort()),
                    deadline.millisLeft());
            socket.setTcpNoDelay(true);
            socket.getOutputStream().write(question.bytes(endpoint));
            return new AnswerReader(new TimedInput(socket, deadline)).read();
        } catch (SocketTimeoutException tooLate) {
            return Answer.none("nothing within " + timeout);
        } catch (IOException broken) { // refused is normal before the engine listens
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while asking " + endpoint);
            }
            return Answer.none(broken.toString());
        }
    }
}
