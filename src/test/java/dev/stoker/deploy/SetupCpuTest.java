package dev.stoker.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The set-up of engines refuses clearly, before it has touched anything. That it succeeds is for
/// the tests that start those engines.
class SetupCpuTest {
    private static final String SCRIPT = "engines/setup-cpu.sh";

    @TempDir private Path scratch;
    private Path programs;
    private Path target;

    @BeforeEach
    void makeAMachine() throws IOException {
        programs = Files.createDirectory(scratch.resolve("bin"));
        target = scratch.resolve("engines");
        for (String program : List.of("dirname", "uname", "getconf", "sort", "tail")) {
            install(program, "exec %s \"$@\"".formatted(where(program)));
        }
    }

    private static Path where(String program) {
        return List.of("/usr/bin", "/bin").stream()
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    private Command setUp(String... arguments) throws IOException, InterruptedException {
        List<String> argv = new ArrayList<>(List.of(where("bash").toString(), SCRIPT));
        argv.addAll(List.of(arguments));
        return Command.run(argv, Map.of("PATH", programs.toString()));
    }

    private void install(String program, String script) throws IOException {
        Files.createFile(
                programs.resolve(program),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.writeString(programs.resolve(program), "#!/bin/bash\n" + script);
    }

    @Test
    void withoutADirectoryItSaysHowToUseIt() throws Exception {
        Command setUp = setUp();

        assertEquals(64, setUp.status());
        assertTrue(setUp.errors().contains("usage: setup-cpu.sh DIRECTORY"), setUp.errors());
    }

    @Test
    void anEngineThatDoesNotExistIsNamed() throws Exception {
        Command setUp = setUp(target.toString(), "lama");

        assertEquals(64, setUp.status());
        assertTrue(setUp.errors().contains("no such engine: lama"), setUp.errors());
    }

    @Test
    void aMachineWithoutPythonIsToldSo() throws Exception {
        Command setUp = setUp(target.toString(), "llama");

        assertEquals(69, setUp.status());
        assertTrue(setUp.errors().contains("python3 is needed"), setUp.errors());
        assertFalse(Files.exists(target));
    }

    @Test
    void aPythonWithoutPipIsToldSo() throws Exception {
        install("python3", "[[ $* != *ensurepip* ]]");

        Command setUp = setUp(target.toString(), "llama");

        assertEquals(69, setUp.status());
        assertTrue(setUp.errors().contains("python3-venv and python3-pip"), setUp.errors());
        assertFalse(Files.exists(target));
    }

    @Test
    void anotherKindOfMachineIsToldSo() throws Exception {
        Files.delete(programs.resolve("uname"));
        install("uname", "echo Linux riscv64");

        Command setUp = setUp(target.toString(), "llama");

        assertEquals(69, setUp.status());
        assertTrue(setUp.errors().contains("this is Linux riscv64"), setUp.errors());
    }

    @Test
    void everyPackageIsPinnedAndNoneByItsAddress() {
        for (Path file : Checkout.filesBelow("engines/cpu")) {
            if (file.endsWith("requirements.txt")) {
                Checkout.lines(file.toString()).stream()
                        .filter(line -> !line.startsWith("#"))
                        .forEach(line ->
                                assertTrue(line.matches("[a-z0-9-]+==\\S+( --hash=\\S+)?"), line));
            }
        }
    }

    @Test
    void whatTheDemoRunsIsPinnedByItsHash() {
        Checkout.lines("engines/cpu/llama/requirements.txt").stream()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> assertTrue(line.matches(".* --hash=sha256:[0-9a-f]{64}"), line));
    }
}
