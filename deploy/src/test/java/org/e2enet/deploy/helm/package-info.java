/** The Helm chart, rendered by Helm's own library: what comes out, whether Kubernetes takes it, whether it is what the services are. */
package org.e2enet.deploy.helm;
