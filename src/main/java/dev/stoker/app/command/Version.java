package dev.stoker.app.command;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/// What `--version` prints: the version that the package was built as.
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String built = Version.class.getPackage().getImplementationVersion();
        return new String[] {"stoker " + Optional.ofNullable(built).orElse("unpackaged")};
    }
}
