/**
 * The system's Chromium, driven by Playwright, for tests of pages. Modules that use it have Playwright among their own dependencies.
 */
package org.e2enet.testkit.browser;
