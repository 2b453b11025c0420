package dev.stoker.testkit.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The DevTools protocol over one socket: commands with answers, and events.
final class DevTools implements AutoCloseable, WebSocket.Listener {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final int SECONDS = 60;

    /// What a browser tells without being asked.
    record Event(String session, String method, JsonNode parameters) {}

    private final Map<Integer, CompletableFuture<JsonNode>> open = new ConcurrentHashMap<>();
    private final List<java.util.function.Consumer<Event>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicInteger last = new AtomicInteger();
    private final HttpClient client = HttpClient.newHttpClient();
    private final StringBuilder message = new StringBuilder();
    private WebSocket socket;

    private DevTools() {}

    static DevTools connect(URI address) {
        DevTools tools = new DevTools();
        tools.socket = tools.client.newWebSocketBuilder().buildAsync(address, tools).join();
        return tools;
    }

    void listen(java.util.function.Consumer<Event> listener) {
        listeners.add(listener);
    }

    /// Sends one and waits for its answer.
    ///
    /// @param session of a tab; empty for the browser itself
    JsonNode call(String session, String method, Map<String, ?> parameters) {
        int id = last.incrementAndGet();
        ObjectNode command = JSON.createObjectNode().put("id", id).put("method", method);
        command.set("params", JSON.valueToTree(parameters));
        if (!session.isEmpty()) {
            command.put("sessionId", session);
        }
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        open.put(id, answer);
        synchronized (this) { // a socket takes one message at a time
            socket.sendText(command.toString(), true).join();
        }
        JsonNode told = answer.orTimeout(SECONDS, TimeUnit.SECONDS).join();
        if (told.has("error")) {
            throw new AssertionError(method + " " + parameters + ": " + told.path("error"));
        }
        return told.path("result");
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean end) {
        message.append(part);
        if (end) {
            take(message.toString());
            message.setLength(0);
        }
        from.request(1);
        return null;
    }

    private void take(String text) {
        try {
            JsonNode told = JSON.readTree(text);
            if (told.has("id")) {
                open.remove(told.path("id").asInt()).complete(told);
                return;
            }
            String session = told.path("sessionId").asText();
            Event event = new Event(session, told.path("method").asText(), told.path("params"));
            listeners.forEach(listener -> listener.accept(event));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        socket.abort();
        client.shutdownNow();
    }
}
