package dev.stoker.gateway.webhook;

import dev.stoker.gateway.ApiError;
import dev.stoker.gateway.ApiException;
import dev.stoker.summarize.input.InvalidRequest;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.UnknownHostException;

/// Whether a callback that a client asks for can be promised.
@Singleton
public final class WebhookRules {
    private static final String PARAM = "webhook.url";

    private final WebhookSettings settings;

    WebhookRules(WebhookSettings settings) {
        this.settings = settings;
    }

    /// @throws ApiException when this Stoker signs no callbacks
    /// @throws InvalidRequest when the address must not be called
    public void check(URI url) {
        if (settings.secret().isEmpty()) {
            throw ApiError.badRequest(
                            "webhook_not_configured",
                            "this Stoker sends no callbacks: stoker.webhook.secret is not set",
                            "webhook")
                    .exception();
        }
        try {
            Receiver.of(url, settings.allowLocal());
        } catch (Receiver.Forbidden e) {
            throw new InvalidRequest(PARAM, PARAM + ": " + e.getMessage());
        } catch (UnknownHostException _) {
            throw new InvalidRequest(
                    PARAM, PARAM + " has an unknown host: " + InvalidRequest.shown(url.getHost()));
        }
    }
}
