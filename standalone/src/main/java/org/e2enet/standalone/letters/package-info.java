/**
 * Dead letters of all services of a stack: what lies there, and sending it again.
 */
package org.e2enet.standalone.letters;
