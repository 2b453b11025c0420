package dev.stoker.app;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Everything an operator can set, `config/application.properties` explains each.
@ConfigMapping(prefix = "stoker")
interface StokerSettings {
    /// Engine files, or directories of them.
    Optional<List<Path>> engineFiles();

    /// Start the engines with the service. False for a front: it takes jobs for their models, tells
    /// chats to come again, and leaves the work to replicas over the same database.
    @WithDefault("true")
    boolean startEngines();

    /// Where Stoker keeps what must survive a restart: database, downloaded days, crash bundles.
    @WithDefault("${user.home}/.stoker")
    Path stateDirectory();

    /// Where engines keep what they compile at their start.
    Optional<Path> caches();

    /// Classes or package of Stoker itself, from which guard and simulator are started.
    Optional<Path> programPath();

    /// What one GPU costs, in whatever currency the report shall speak.
    @WithDefault("4.00")
    double pricePerGpuHour();

    Reload reload();

    Shutdown shutdown();

    Database database();

    Edgar edgar();

    Batch batch();

    Summary summary();

    Generate generate();

    interface Reload {
        /// Notice changed engine files; without it only the admin API reloads them.
        @WithDefault("true")
        boolean watch();

        /// How often files are looked at where the file system does not tell of changes.
        @WithDefault("5s")
        Duration poll();
    }

    interface Shutdown {
        /// How long Stoker says that it is not ready, and still takes requests, before it drains.
        @WithDefault("0s")
        Duration settle();

        /// How long what is left when the engines are gone, such as a download of results, may
        /// take.
        @WithDefault("10s")
        Duration linger();
    }

    interface Database {
        /// Start an embedded PostgreSQL; false where `quarkus.datasource.jdbc.url` names another.
        @WithDefault("true")
        boolean embedded();

        /// Of the embedded database; chosen by Stoker.
        Optional<Integer> port();
    }

    interface Edgar {
        /// The folder that holds the years.
        @WithDefault("https://www.sec.gov/Archives/edgar/Feed")
        URI feedUrl();

        /// Company and mail address, as SEC asks of every automated client.
        @WithDefault("${SEC_USER_AGENT:}")
        Optional<String> userAgent();

        /// Of downloaded days; the oldest are evicted.
        @WithDefault("20G")
        MemorySize cacheSize();
    }

    interface Batch {
        /// Names this installation: the same over restarts, unlike any other replica's.
        @WithDefault("${HOSTNAME:stoker}")
        String instance();

        /// How long a replica may be silent before others take its items.
        @WithDefault("15s")
        Duration lease();

        /// How long a finished job and its results are kept.
        @WithDefault("7d")
        Duration keepResults();

        /// The most requests at one engine; below it Stoker finds the number itself.
        @WithDefault("4096")
        int mostInFlight();

        /// For the answer to one item.
        @WithDefault("10m")
        Duration answerTimeout();
    }

    interface Summary {
        /// Where a request names none; that of all engines, where they have one, unless set.
        Optional<String> model();
    }

    interface Generate {
        /// The most prompts that one request may hold.
        @WithDefault("128")
        int mostPrompts();

        /// For the answer to one prompt.
        @WithDefault("10m")
        Duration timeout();
    }
}
