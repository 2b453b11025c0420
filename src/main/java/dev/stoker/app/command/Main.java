package dev.stoker.app.command;

import io.quarkus.runtime.annotations.QuarkusMain;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// The entrance: one command of many; only some of them start the service.
@QuarkusMain
public final class Main {
    Main() {}

    public static void main(String... args) {
        Optional<Map<String, String>> plainServe = QuickServe.settings(args);
        if (plainServe.isPresent()) {
            plainServe.get().forEach(Overrides::set);
            Thread.ofPlatform().daemon().name("certificates").start(Main::readCertificates);
            System.exit(ServeCommand.run());
        }
        System.exit(Commands.execute(args));
    }

    /// Every HTTP client needs the machine's certificates, though it may never speak TLS. Reading
    /// them takes a tenth of the start, unless it happens meanwhile.
    private static void readCertificates() {
        try {
            SSLContext.getDefault();
        } catch (NoSuchAlgorithmException _) {
            return; // whoever needs them is told
        }
    }
}
