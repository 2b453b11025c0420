/// The overlays on a real Kubernetes: `kubernetes/dry-run`.
@org.jspecify.annotations.NullMarked
package dev.stoker.deploy.cluster;
