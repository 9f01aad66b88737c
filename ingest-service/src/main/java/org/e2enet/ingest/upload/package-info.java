/**
 * Stage one: files arrive by REST, are looked at, stored untouched and announced.
 */
package org.e2enet.ingest.upload;
