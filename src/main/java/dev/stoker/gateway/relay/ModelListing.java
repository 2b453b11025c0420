package dev.stoker.gateway.relay;

import dev.stoker.inference.EngineRouter;
import dev.stoker.inference.Route;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/// The models that Stoker serves, under each of their names, in OpenAI's shape with a state.
final class ModelListing {
    private final EngineRouter router;
    private final Instant created;

    ModelListing(EngineRouter router, Instant created) {
        this.router = router;
        this.created = created;
    }

    JsonObject all() {
        JsonArray models = new JsonArray();
        router.servedNames().forEach((name, own) -> models.add(entry(name, own)));
        return new JsonObject().put("object", "list").put("data", models);
    }

    Optional<JsonObject> one(String name) {
        return Optional.ofNullable(router.servedNames().get(name)).map(own -> entry(name, own));
    }

    private JsonObject entry(String name, String own) {
        return new JsonObject()
                .put("id", name)
                .put("object", "model")
                .put("created", created.getEpochSecond())
                .put("owned_by", "stoker")
                .put("root", own)
                .put("state", state(router.route(name)));
    }

    private static String state(Route route) {
        return switch (route) {
            case Route.Serve _ -> "ready";
            case Route.Wait _ -> "loading";
            case Route.Broken _ -> "failed";
            case Route.Unknown _ -> "unknown";
        };
    }
}
