/**
 * A real S3 server for tests: it says what a bucket says, and can be away.
 */
package org.e2enet.bucket;
