/**
 * Files that are whole or absent, whatever happens while they are written.
 */
package org.e2enet.files;
