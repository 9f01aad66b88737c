package org.e2enet.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreAddressTest {
    @Test
    void shouldReadBothKinds() {
        assertEquals(new StoreAddress.Directory(Path.of("store")), StoreAddress.parse("file:store"));
        assertEquals(new StoreAddress.Directory(Path.of("/srv/store")), StoreAddress.parse("file:/srv/store"));
        assertEquals(new StoreAddress.Directory(Path.of("/srv/store")), StoreAddress.parse("file:///srv/store"));
        assertEquals(new StoreAddress.Bucket("my-bucket", ""), StoreAddress.parse("s3://my-bucket"));
        assertEquals(new StoreAddress.Bucket("my-bucket", ""), StoreAddress.parse("s3://my-bucket/"));
        assertEquals(new StoreAddress.Bucket("my.bucket", "a/b.c"), StoreAddress.parse("s3://my.bucket/a/b.c/"));
    }

    @Test
    void shouldPutKeysBelowThePrefix() {
        assertEquals("a/objects/x", new StoreAddress.Bucket("my-bucket", "a").key("objects/x"));
        assertEquals("objects/x", new StoreAddress.Bucket("my-bucket", "").key("objects/x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/srv/store",
                "gs://bucket/prefix",
                "S3://bucket/prefix",
                "s3:bucket",
                "s3://",
                "s3:///prefix",
                "s3://ab",
                "s3://Bucket",
                "s3://a..b/prefix",
                "s3://user:secret-of-somebody@bucket/prefix",
                "s3://bucket/..",
                "s3://bucket/a/../b",
                "s3://bucket/./a",
                "s3://bucket//a",
                "s3://bucket/a//b",
                "s3://bucket/a b",
                "s3://bucket/a?region=secret-of-somebody",
                "s3://bucket/a\nb",
                "file:",
                "file://host/store"
            })
    void shouldRefuseWhatIsNoAddressAndShowNothingOfIt(String uri) {
        Fault fault = assertThrows(FaultException.class, () -> StoreAddress.parse(uri))
                .fault();

        assertEquals(StoreFaults.BAD_ADDRESS, fault.code());
        assertFalse(fault.message().contains("secret-of-somebody"), fault::message);
    }
}
