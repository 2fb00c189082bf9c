package pro.livestream.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pro.livestream.local.process.StartFailure;

class ArgumentsTest {

    @Test
    void flagsAndValuesAreFound() {
        var arguments = new Arguments(List.of("--data", "/tmp/x", "--json"));

        assertTrue(arguments.has("--json"));
        assertEquals(Optional.of("/tmp/x"), arguments.value("--data"));
        assertEquals(Optional.empty(), arguments.value("--file"));
    }

    @Test
    void aValueThatIsMissingIsNamed() {
        var arguments = new Arguments(List.of("--data", "--json"));

        assertEquals(
                "--data needs a value.",
                assertThrows(StartFailure.class, () -> arguments.required("--data"))
                        .getMessage());
        assertEquals(
                "--file is missing.",
                assertThrows(StartFailure.class, () -> arguments.required("--file"))
                        .getMessage());
    }
}
