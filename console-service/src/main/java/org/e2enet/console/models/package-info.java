/**
 * Models as people look at them: what each alias means, whether that serves, and what it meant.
 */
package org.e2enet.console.models;
