/** How networks want their scans. Plain records. */
package org.e2enet.contract.preparation;
