package org.e2enet.safetensors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.e2enet.faults.FaultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileFileTest {
    private static final byte[] SOUND = new SafetensorsWriter()
            .metadata("key", "value")
            .add("a", List.of(2, 3), new float[6])
            .add("b", List.of(5), new byte[5])
            .toBytes();

    @Test
    void shouldRefuseEveryTruncation() {
        for (int length = 0; length < SOUND.length; length++) {
            byte[] cut = Arrays.copyOf(SOUND, length);
            assertThrows(FaultException.class, () -> SafetensorsFile.of(cut, "cut"), "cut to " + length);
        }
    }

    @Test
    void shouldReadOrRefuseWhateverByteIsChanged() {
        for (long seed = 0; seed < 20_000; seed++) {
            RandomGenerator random = new SplittableRandom(seed);
            byte[] changed = SOUND.clone();
            int changes = 1 + random.nextInt(3);
            for (int i = 0; i < changes; i++) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            String where = "seed " + seed;
            try (SafetensorsFile file = SafetensorsFile.of(changed, where)) {
                for (TensorEntry entry : file.entries()) {
                    assertTrue(entry.end() <= changed.length, where);
                }
            } catch (FaultException refused) {
                assertTrue(refused.fault().code().startsWith("NET-30"), where);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 100_000_001, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void shouldRefuseHeaderLengthsThatCannotBe(long announced) {
        byte[] file = RawFile.of(announced, "{}".getBytes(), new byte[0]);

        assertCode("NET-302", file);
    }

    @Test
    void shouldRefuseAHeaderLongerThanTheFile() {
        assertCode("NET-301", RawFile.of(3, "{}".getBytes(), new byte[0]));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NET-302 | []
            NET-302 | {"a":1}
            NET-302 | {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}
            NET-302 | {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}{}
            NET-302 | {"__metadata__":{"n":1},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}
            NET-302 | {"a":{"dtype":"I8","shape":[8],"data_offsets":[0,8]},"a":{"dtype":"I8","shape":[8],"data_offsets":[0,8]}}
            NET-302 | {"a":[[[[[[[[]]]]]]]]}
            NET-303 | {"a":{"dtype":"F32","shape":[2]}}
            NET-303 | {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"code":"x"}}
            NET-303 | {"a":{"dtype":"F33","shape":[2],"data_offsets":[0,8]}}
            NET-303 | {"a":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}}
            NET-303 | {"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}
            NET-303 | {"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}
            NET-303 | {"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}
            NET-303 | {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8,8]}}
            NET-303 | {"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}
            NET-303 | {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,99999999999999999999]}}
            NET-303 | {"a":{"dtype":"F32","shape":[2147483647,2147483647,2147483647],"data_offsets":[0,8]}}
            NET-303 | {"a":{"dtype":"F32","shape":[4611686018427387906],"data_offsets":[0,8]}}
            NET-304 | {"a":{"dtype":"I8","shape":[8],"data_offsets":[0,8]},"b":{"dtype":"I8","shape":[8],"data_offsets":[0,8]}}
            NET-304 | {"a":{"dtype":"I8","shape":[5],"data_offsets":[0,5]},"b":{"dtype":"I8","shape":[4],"data_offsets":[4,8]}}
            NET-304 | {"a":{"dtype":"I8","shape":[7],"data_offsets":[1,8]}}
            NET-304 | {"a":{"dtype":"I8","shape":[7],"data_offsets":[0,7]}}
            NET-304 | {}
            """)
    void shouldNameWhatIsWrongWithAHeader(String code, String json) {
        assertCode(code, RawFile.of(json, new byte[8]));
    }

    @Test
    void shouldNameTensorsThatAreMissingOrOfAnotherType() {
        SafetensorsFile file = SafetensorsFile.of(SOUND, "sound");

        assertEquals("NET-305", codeOf(() -> file.floats("c")));
        assertEquals("NET-306", codeOf(() -> file.longs("a")));
        file.close();
    }

    @Test
    void shouldSayThatThereIsNoFile() {
        assertEquals("NET-300", codeOf(() -> SafetensorsFile.open(Path.of("no-such-file.safetensors"))));
    }

    private static void assertCode(String code, byte[] file) {
        assertEquals(code, codeOf(() -> SafetensorsFile.of(file, "hostile")));
    }

    private static String codeOf(org.junit.jupiter.api.function.Executable call) {
        return assertThrows(FaultException.class, call).fault().code();
    }
}
