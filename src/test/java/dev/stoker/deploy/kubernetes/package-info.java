/// The manifests, as kustomize renders them, against the code and against Kubernetes' own rules.
@NullMarked
package dev.stoker.deploy.kubernetes;

import org.jspecify.annotations.NullMarked;
