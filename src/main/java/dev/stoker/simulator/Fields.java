package dev.stoker.simulator;

import dev.stoker.simulator.json.Json;
import dev.stoker.simulator.json.JsonSyntax;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The members of a request's body, each read as the type it must have; null counts as absent.
record Fields(Json.Members members, String path) {

    static Fields of(String body) throws Refusal {
        try {
            return of(Json.parse(body), "");
        } catch (JsonSyntax e) {
            throw Refusal.badRequest(
                    "body." + e.position(), "JSON decode error: " + e.getMessage());
        }
    }

    static Fields of(Json value, String path) throws Refusal {
        if (value instanceof Json.Members members) {
            return new Fields(members, path);
        }
        throw Refusal.badRequest(path, "an object expected");
    }

    Optional<Json> get(String name) {
        return Optional.ofNullable(members.byName().get(name))
                .filter(value -> !(value instanceof Json.Nothing));
    }

    Optional<String> text(String name) throws Refusal {
        return switch (get(name).orElse(new Json.Nothing())) {
            case Json.Nothing _ -> Optional.empty();
            case Json.Text(String value) -> Optional.of(value);
            default -> throw wrong(name, "a string expected");
        };
    }

    boolean flag(String name) throws Refusal {
        return switch (get(name).orElse(new Json.Nothing())) {
            case Json.Nothing _ -> false;
            case Json.Truth(boolean value) -> value;
            default -> throw wrong(name, "true or false expected");
        };
    }

    OptionalInt count(String name) throws Refusal {
        return switch (get(name).orElse(new Json.Nothing())) {
            case Json.Nothing _ -> OptionalInt.empty();
            case Json.Numeral(double value) when value >= 0 && value == (int) value ->
                    OptionalInt.of((int) value);
            default -> throw wrong(name, "a whole number of 0 or more expected");
        };
    }

    List<Json> items(String name) throws Refusal {
        return switch (get(name).orElse(new Json.Nothing())) {
            case Json.Nothing _ -> List.of();
            case Json.Items(List<Json> all) -> all;
            default -> throw wrong(name, "a list expected");
        };
    }

    Fields object(String name) throws Refusal {
        Optional<Json> value = get(name);
        return value.isEmpty()
                ? new Fields(new Json.Members(java.util.Map.of()), path + name + ".")
                : of(value.get(), path + name + ".");
    }

    Refusal wrong(String name, String expected) {
        return Refusal.badRequest(path + name, expected + ": " + path + name);
    }
}
