package dev.stoker.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/// An HTTP client that shows the bytes, can stop reading, and can leave at any moment.
public final class RawClient implements AutoCloseable {
    private final Socket socket;

    public RawClient(int port) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /// One that speaks TLS; the handshake is done with the first bytes that are sent.
    public static RawClient encrypted(int port, SSLContext trust) throws IOException {
        return new RawClient(
                trust.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port));
    }

    private RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(20_000);
    }

    /// Sends a POST with a JSON body.
    public RawClient post(String path, String body, String... headerLines) throws IOException {
        StringBuilder head =
                new StringBuilder("POST ").append(path).append(" HTTP/1.1\r\nHost: stoker\r\n");
        for (String line : headerLines) {
            head.append(line).append("\r\n");
        }
        byte[] bytes = body.getBytes(UTF_8);
        head.append("Content-Type: application/json\r\nContent-Length: ")
                .append(bytes.length)
                .append("\r\n\r\n");
        send(head.toString().getBytes(ISO_8859_1));
        send(bytes);
        return this;
    }

    public RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /// Sends text, each line ended as HTTP ends it.
    public RawClient sendLines(String... lines) throws IOException {
        return send((String.join("\r\n", lines) + "\r\n").getBytes(ISO_8859_1));
    }

    /// Everything up to and including the marker, or up to the end.
    public String readUntil(String marker) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder read = new StringBuilder();
        int c;
        while (read.indexOf(marker, Math.max(0, read.length() - marker.length())) < 0
                && (c = in.read()) >= 0) {
            read.append((char) c);
        }
        return read.toString();
    }

    /// So many characters, or fewer at the end.
    public String read(int count) throws IOException {
        return new String(socket.getInputStream().readNBytes(count), UTF_8);
    }

    /// Says that nothing more is sent; answers can still come.
    public void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /// Everything until the other side closes.
    public byte[] readAll() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        socket.getInputStream().transferTo(all);
        return all.toByteArray();
    }

    public String readAllText() throws IOException {
        return new String(readAll(), UTF_8);
    }

    /// Leaves without a word of farewell.
    public void leave() throws IOException {
        socket.close();
    }

    @Override
    public void close() throws IOException {
        leave();
    }

    /// Sends a letter now and then, until it is cut off.
    public void dribble() {
        try {
            while (true) {
                send(new byte[] {'y'});
                LockSupport.parkNanos(50_000_000);
            }
        } catch (SocketException | SSLException e) {
            // cut off, as it should be
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
