/**
 * The store in a bucket of an S3 server: the same keys below a prefix as the directory has files, with verified copies of objects on
 * the local disk for whoever reads files.
 */
package org.e2enet.store.s3;
