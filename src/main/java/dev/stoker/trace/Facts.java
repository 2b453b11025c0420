package dev.stoker.trace;

/// The names of what is told in spans: OpenTelemetry's conventions where they have a word, Stoker's
/// own where not.
public final class Facts {
    public static final String METHOD = "http.request.method";
    public static final String PATH = "url.path";
    public static final String ROUTE = "http.route";
    public static final String STATUS = "http.response.status_code";
    public static final String RESENT = "http.request.resend_count";
    public static final String SERVER = "server.address";
    public static final String PORT = "server.port";
    public static final String ERROR = "error.type";
    public static final String OPERATION = "gen_ai.operation.name";
    public static final String PROVIDER = "gen_ai.provider.name";
    public static final String MODEL = "gen_ai.request.model";
    public static final String INPUT_TOKENS = "gen_ai.usage.input_tokens";
    public static final String OUTPUT_TOKENS = "gen_ai.usage.output_tokens";

    /// The request's id in answers and logs.
    public static final String REQUEST = "stoker.request.id";

    /// The name of the client's key, never the key.
    public static final String KEY = "stoker.key";

    public static final String ENGINE = "stoker.engine";

    /// Counts the starts of one engine.
    public static final String RUN = "stoker.engine.run";

    public static final String JOB = "stoker.job";
    public static final String ITEM = "stoker.item";

    /// How often the item was handed out, with this time.
    public static final String HANDING_OUT = "stoker.item.handing_out";

    /// What became of the item.
    public static final String OUTCOME = "stoker.item.outcome";

    public static final String DAY = "stoker.day";
    public static final String PERCENT = "stoker.engine.start.percent";

    private Facts() {}
}
