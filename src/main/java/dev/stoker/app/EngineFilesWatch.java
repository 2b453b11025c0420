package dev.stoker.app;

import dev.stoker.ops.admin.Reload;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Has the engines reloaded when their files change.
///
/// The file system's word only hastens the look: network volumes and mounted ConfigMaps do not give
/// it, so the files are compared with what they were every few seconds as well.
@Singleton
final class EngineFilesWatch {
    private static final System.Logger LOG = System.getLogger("dev.stoker.reload");
    private static final Duration QUIET = Duration.ofMillis(200);

    private final EngineFiles files;
    private final Reload reload;
    private final StokerSettings.Reload settings;
    private @Nullable Thread thread;

    EngineFilesWatch(EngineFiles files, Reload reload, StokerSettings settings) {
        this.files = files;
        this.reload = reload;
        this.settings = settings.reload();
    }

    void start(@Observes StartupEvent event) {
        if (settings.watch() && !files.directories().isEmpty()) {
            Map<Path, String> known = files.content();
            thread = Thread.ofVirtual().name("engine-files").start(() -> watch(known));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void watch(Map<Path, String> begin) {
        try (WatchService events = FileSystems.getDefault().newWatchService()) {
            for (Path directory : files.directories()) {
                directory.register(
                        events,
                        StandardWatchEventKinds.ENTRY_CREATE,
                        StandardWatchEventKinds.ENTRY_MODIFY,
                        StandardWatchEventKinds.ENTRY_DELETE);
            }
            follow(events, begin);
        } catch (IOException unwatchable) {
            LOG.log(Level.ERROR, "engine files are not watched", unwatchable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow(WatchService events, Map<Path, String> begin) throws InterruptedException {
        Map<Path, String> known = begin;
        while (true) {
            await(events, settings.poll());
            Map<Path, String> now = files.content();
            if (!now.equals(known)) {
                known = settled(events, now);
                reloadSafely();
            }
        }
    }

    /// A file may be looked at while it is still being written.
    private Map<Path, String> settled(WatchService events, Map<Path, String> seen)
            throws InterruptedException {
        Map<Path, String> last = seen;
        while (true) {
            await(events, QUIET);
            Map<Path, String> now = files.content();
            if (now.equals(last)) {
                return now;
            }
            last = now;
        }
    }

    private static void await(WatchService events, Duration patience) throws InterruptedException {
        WatchKey key = events.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (key != null) {
            key.pollEvents();
            key.reset();
        }
    }

    private void reloadSafely() {
        try {
            reload.now();
        } catch (RuntimeException notNow) {
            LOG.log(Level.WARNING, "engine files were not applied", notNow);
        }
    }
}
