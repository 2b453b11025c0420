package dev.stoker;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The rules of the house, without a list of exceptions.
class ArchitectureTest {
    private static final JavaClasses STOKER =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.stoker");

    /// Who may import whom inside the house; `app` may import everyone and nobody imports `app`.
    private static final Map<String, List<String>> MAY_IMPORT =
            Map.ofEntries(
                    Map.entry("engine", List.of()),
                    Map.entry("guard", List.of()),
                    Map.entry("simulator", List.of()),
                    Map.entry("cli", List.of()),
                    Map.entry("trace", List.of()),
                    Map.entry("edgar", List.of("trace")),
                    Map.entry("plan", List.of("engine")),
                    Map.entry("supervisor", List.of("engine")),
                    Map.entry("inference", List.of("engine", "supervisor", "trace")),
                    Map.entry("batch", List.of("inference", "trace")),
                    Map.entry(
                            "summarize", List.of("engine", "inference", "edgar", "batch", "trace")),
                    Map.entry(
                            "gateway",
                            List.of("engine", "inference", "batch", "summarize", "trace")),
                    Map.entry(
                            "ops",
                            List.of(
                                    "engine",
                                    "supervisor",
                                    "inference",
                                    "batch",
                                    "summarize",
                                    "gateway",
                                    "trace")));

    @TestFactory
    Stream<DynamicTest> everyPackageImportsOnlyWhatTheTableAllows() {
        return MAY_IMPORT.entrySet().stream()
                .map(row ->
                        DynamicTest.dynamicTest(
                                row.getKey(), () -> checkImports(row.getKey(), row.getValue())));
    }

    private static void checkImports(String name, List<String> allowed) {
        String[] others =
                Stream.concat(MAY_IMPORT.keySet().stream(), Stream.of("app"))
                        .filter(other -> !other.equals(name) && !allowed.contains(other))
                        .map(other -> "dev.stoker." + other + "..")
                        .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage("dev.stoker." + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .allowEmptyShould(true)
                .check(STOKER);
    }

    @Test
    void everyPackageStandsInTheTable() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("src/main/java/dev/stoker"))) {
            List<String> names =
                    folders.filter(Files::isDirectory)
                            .map(folder -> folder.getFileName().toString())
                            .toList();

            assertTrue(
                    names.stream()
                            .allMatch(name -> name.equals("app") || MAY_IMPORT.containsKey(name)),
                    () -> "packages outside the table: " + names);
        }
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("dev.stoker.(*)..").should().beFreeOfCycles().check(STOKER);
    }

    @Test
    void programsStartedAsChildrenUseTheJdkAlone() {
        classes()
                .that()
                .resideInAnyPackage("dev.stoker.guard..", "dev.stoker.simulator..")
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(
                                "java..",
                                "com.sun.net.httpserver..",
                                "sun.misc..",
                                "org.jspecify.annotations..",
                                "dev.stoker.guard..",
                                "dev.stoker.simulator.."))
                .allowEmptyShould(true)
                .check(STOKER);
    }

    @Test
    void quarkusIsKnownOnlyAtTheEdges() {
        onlyIn("io.quarkus..", "gateway", "ops", "app");
    }

    @Test
    void reactiveTypesStayOnTheStreamPath() {
        onlyIn("io.smallrye.mutiny..", "inference", "gateway");
        onlyIn("io.vertx..", "inference", "gateway", "ops");
    }

    @Test
    void openTelemetryIsKnownOnlyWhereNothingIsLoadedUnlessAskedFor() {
        onlyIn("io.opentelemetry..", "trace.otlp");
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.stoker.trace.otlp..", "dev.stoker.app.traces..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.stoker.trace.otlp..")
                .check(STOKER);
    }

    @Test
    void processesAreStartedOnlyByTheSupervisorItsGuardAndTheSimulator() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.stoker.supervisor..", "dev.stoker.guard..", "dev.stoker.simulator..")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ProcessBuilder.class, ProcessHandle.class)
                .check(STOKER);
    }

    @Test
    void timeIsAParameter() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", java.time.Duration.class)
                .check(STOKER);
    }

    @Test
    void namesSayWhatATypeIs() {
        noClasses().should().haveNameMatching(".*(Manager|Helper|Utils?|Impl|Base)").check(STOKER);
    }

    @Test
    void nothingIsInjectedIntoFields() {
        noFields()
                .should()
                .beAnnotatedWith("jakarta.inject.Inject")
                .orShould()
                .beAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty")
                .check(STOKER);
    }

    @Test
    void everyPackageIsNullMarked() {
        classes()
                .that(resideInAPackage("dev.stoker.."))
                .and()
                .haveSimpleName("package-info")
                .should()
                .beAnnotatedWith(NullMarked.class)
                .check(STOKER);
    }

    @Test
    void everyPackageSaysWhatItIs() throws IOException {
        try (Stream<Path> folders = Files.walk(Path.of("src/main/java/dev/stoker"))) {
            List<Path> silent =
                    folders.filter(Files::isDirectory)
                            .filter(folder -> !folder.endsWith("stoker"))
                            .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                            .toList();

            assertTrue(silent.isEmpty(), () -> "without package-info.java: " + silent);
        }
    }

    private static void onlyIn(String library, String... packages) {
        String[] homes =
                Stream.of(packages).map(name -> "dev.stoker." + name + "..").toArray(String[]::new);
        noClasses()
                .that()
                .resideOutsideOfPackages(homes)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(STOKER);
    }
}
