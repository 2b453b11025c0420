package dev.stoker.testkit.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// What a browser tells of one of its tabs while it is used.
public final class Heard {
    private static final List<String> BAD = List.of("error", "warning", "assert");

    private final String session;
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    Heard(String session) {
        this.session = session;
    }

    void hear(DevTools.Event event) {
        if (!event.session().equals(session)) {
            return;
        }
        JsonNode told = event.parameters();
        switch (event.method()) {
            case "Network.requestWillBeSent" -> requests.add(told.at("/request/url").asText());
            case "Runtime.exceptionThrown" -> complaints.add(told.toString());
            case "Log.entryAdded" -> complain(told.at("/entry/level"), told);
            case "Runtime.consoleAPICalled" -> complain(told.path("type"), told);
            default -> {}
        }
    }

    private void complain(JsonNode level, JsonNode told) {
        if (BAD.contains(level.asText())) {
            complaints.add(told.toString());
        }
    }

    /// Errors and warnings of the page so far, broken rules of its policy included.
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    /// Forgets the complaints so far: what a test provoked is no mistake.
    public void forgive() {
        complaints.clear();
    }

    /// The address of every request so far.
    public List<String> requests() {
        return List.copyOf(requests);
    }
}
