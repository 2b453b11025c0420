package dev.stoker.simulator.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;

/// The answer to one request: one body, or events as they happen.
public final class Reply {
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(UTF_8);

    private final Socket socket;
    private final OutputStream out;
    private final boolean closes;

    Reply(Socket socket, boolean closes) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.closes = closes;
    }

    public void json(int status, String body) throws IOException {
        whole(status, "application/json", body);
    }

    public void text(int status, String body) throws IOException {
        whole(status, "text/plain; version=0.0.4; charset=utf-8", body);
    }

    /// Sends the head of an event stream, so that the client knows its request was taken.
    public void openEvents() throws IOException {
        send(head(200, "text/event-stream; charset=utf-8", "transfer-encoding: chunked"));
    }

    /// Sends one event, in one packet.
    public void event(String data) throws IOException {
        byte[] event = ("data: " + data + "\n\n").getBytes(UTF_8);
        byte[] size = (Integer.toHexString(event.length) + "\r\n").getBytes(UTF_8);
        byte[] chunk = new byte[size.length + event.length + 2];
        System.arraycopy(size, 0, chunk, 0, size.length);
        System.arraycopy(event, 0, chunk, size.length, event.length);
        chunk[chunk.length - 2] = '\r';
        chunk[chunk.length - 1] = '\n';
        out.write(chunk);
    }

    /// Ends the event stream, the way HTTP ends a whole body.
    public void closeEvents() throws IOException {
        out.write(LAST_CHUNK);
        closeIfAsked();
    }

    /// Closes the connection in the middle of whatever it carries.
    public void cut() throws IOException {
        socket.close();
    }

    private void whole(int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        byte[] head = head(status, type, "content-length: " + bytes.length).getBytes(UTF_8);
        byte[] all = new byte[head.length + bytes.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(bytes, 0, all, head.length, bytes.length);
        out.write(all);
        closeIfAsked();
    }

    private String head(int status, String type, String framing) {
        return "HTTP/1.1 %d %s\r\n".formatted(status, reason(status))
                + "server: stoker-simulator\r\nx-stoker-simulated: true\r\ncontent-type: "
                + type
                + "\r\n"
                + framing
                + (closes ? "\r\nconnection: close\r\n\r\n" : "\r\n\r\n");
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 400 -> "Bad Request";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            default -> "Internal Server Error";
        };
    }

    private void send(String head) throws IOException {
        out.write(head.getBytes(UTF_8));
    }

    private void closeIfAsked() throws IOException {
        if (closes) {
            socket.close();
        }
    }
}
