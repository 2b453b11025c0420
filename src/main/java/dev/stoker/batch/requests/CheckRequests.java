package dev.stoker.batch.requests;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Looks through a whole file of requests before the first of them is sent.
final class CheckRequests {
    private static final int MOST_PROBLEMS = 100;

    private final String endpoint;
    private final Predicate<String> served;
    private final long most;
    private final Fingerprints ids = new Fingerprints();
    private final List<LineProblem> problems = new ArrayList<>();
    private Optional<String> model = Optional.empty();
    private long requests;

    /// What a check found, but when.
    record Result(long requests, List<LineProblem> problems) {}

    /// @param served whether an engine has a model of that name
    /// @param most requests that a file may hold
    CheckRequests(String endpoint, Predicate<String> served, long most) {
        this.endpoint = endpoint;
        this.served = served;
        this.most = most;
    }

    Result of(Lines lines) throws IOException {
        Optional<Lines.Line> line = lines.next();
        while (line.isPresent() && problems.size() < MOST_PROBLEMS && requests <= most) {
            requests++;
            check(line.get());
            line = lines.next();
        }
        if (requests == 0) {
            problems.add(LineProblem.ofFile("empty_file", "The input file holds no request."));
        }
        if (requests > most) {
            problems.add(
                    LineProblem.ofFile(
                            "too_many_tasks",
                            "The input file holds more than %d requests.".formatted(most)));
        }
        return new Result(requests, problems);
    }

    private void check(Lines.Line line) {
        switch (RequestLine.parse(line, endpoint)) {
            case RequestLine.Parsed.Bad(LineProblem problem) -> problems.add(problem);
            case RequestLine.Parsed.Good(RequestLine request) -> check(request);
        }
    }

    private void check(RequestLine request) {
        if (!ids.add(request.id())) {
            problem(
                    request,
                    "duplicate_custom_id",
                    "custom_id",
                    "An earlier line has the same custom_id: " + request.id());
        }
        if (model.isEmpty()) {
            model = Optional.of(request.model());
            if (!served.test(request.model())) {
                problem(
                        request,
                        "model_not_found",
                        "body.model",
                        "The model '%s' does not exist.".formatted(request.model()));
            }
        } else if (!model.get().equals(request.model())) {
            problem(
                    request,
                    "model_mismatch",
                    "body.model",
                    "All requests of a file go to one model: '%s' before, '%s' here."
                            .formatted(model.get(), request.model()));
        }
    }

    private void problem(RequestLine request, String code, String param, String message) {
        problems.add(LineProblem.of(request.number(), code, param, message));
    }
}
