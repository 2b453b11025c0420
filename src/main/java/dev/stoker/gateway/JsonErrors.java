package dev.stoker.gateway;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.time.temporal.Temporal;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Says of a body that Jackson could not read what is wrong, where, and with which value.
final class JsonErrors {
    private JsonErrors() {}

    static ApiError of(JsonProcessingException problem) {
        return switch (problem) {
            case UnrecognizedPropertyException unknown -> unknownField(unknown);
            case InvalidFormatException invalid ->
                    wrongValue(
                            invalid,
                            "%s expected, not '%s'"
                                    .formatted(kind(invalid.getTargetType()), invalid.getValue()));
            case MismatchedInputException mismatch ->
                    wrongValue(mismatch, kind(mismatch.getTargetType()) + " expected");
            case ValueInstantiationException refused ->
                    wrongValue(refused, String.valueOf(rootMessage(refused)));
            default ->
                    ApiError.badRequest(
                            "invalid_json",
                            "The body is not JSON%s: %s."
                                    .formatted(
                                            place(problem.getLocation()),
                                            problem.getOriginalMessage()));
        };
    }

    private static ApiError unknownField(UnrecognizedPropertyException unknown) {
        String known =
                unknown.getKnownPropertyIds().stream()
                        .map(Object::toString)
                        .sorted()
                        .collect(Collectors.joining(", "));
        String path = path(unknown);
        return ApiError.badRequest(
                "unknown_field",
                "There is no field '%s'%s; known are: %s."
                        .formatted(path, place(unknown.getLocation()), known),
                path);
    }

    private static ApiError wrongValue(JsonMappingException problem, String what) {
        String path = path(problem);
        String where = path.isEmpty() ? "The body" : "The field '" + path + "'";
        String message = "%s is wrong%s: %s.".formatted(where, place(problem.getLocation()), what);
        return ApiError.badRequest("invalid_value", message, path);
    }

    /// `filings[2].text`
    private static String path(JsonMappingException problem) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : problem.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }

    private static String place(@Nullable JsonLocation at) {
        return at == null
                ? ""
                : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
    }

    private static String kind(@Nullable Class<?> type) {
        if (type == null) {
            return "another value";
        }
        if (type == String.class) {
            return "a string";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "a number";
        }
        if (Temporal.class.isAssignableFrom(type)) {
            return "a date";
        }
        if (Collection.class.isAssignableFrom(type) || type.isArray()) {
            return "a list";
        }
        return Map.class.isAssignableFrom(type) || type.isRecord() ? "an object" : "another value";
    }

    private static @Nullable String rootMessage(Throwable problem) {
        Throwable cause = problem.getCause();
        return cause == null ? problem.getMessage() : cause.getMessage();
    }
}
