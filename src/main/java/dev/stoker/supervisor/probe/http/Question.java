package dev.stoker.supervisor.probe.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;

/// One request.
///
/// @param path begins with a slash
/// @param json the body; empty for none
public record Question(String verb, String path, String json) {

    public static Question get(String path) {
        return new Question("GET", path, "");
    }

    public static Question post(String path, String json) {
        return new Question("POST", path, json);
    }

    /// As it goes over the wire. The connection is not kept: questions come too rarely for most
    /// servers' patience with one that says nothing.
    byte[] bytes(URI endpoint) {
        StringBuilder text =
                new StringBuilder(256)
                        .append(verb)
                        .append(' ')
                        .append(path)
                        .append(" HTTP/1.1\r\nHost: ")
                        .append(endpoint.getRawAuthority())
                        .append("\r\nConnection: close\r\n");
        if (!json.isEmpty()) {
            text.append("Content-Type: application/json\r\nContent-Length: ")
                    .append(json.getBytes(UTF_8).length)
                    .append("\r\n");
        }
        return text.append("\r\n").append(json).toString().getBytes(UTF_8);
    }
}
