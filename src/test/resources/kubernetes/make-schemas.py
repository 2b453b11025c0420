"""Makes schemas.json: what Kubernetes, KEDA and LeaderWorkerSet say of the kinds that the manifests use.

    make-schemas.py KUBERNETES KEDA LWS >schemas.json

KUBERNETES  the folder v1.36.0-local-strict of PyPI's kubernetes-validate 1.37.0
KEDA        config/crd/bases of the Go module github.com/kedacore/keda/v2 at v2.21.0
LWS         config/crd/bases of github.com/kubernetes-sigs/lws, from its repository, after v0.9.0

Only what the named kinds reach is kept, without descriptions; unknown fields are refused.
"""

import json
import pathlib
import sys

import yaml

CORE = {
    "v1/ConfigMap": "configmap-v1",
    "v1/PersistentVolumeClaim": "persistentvolumeclaim-v1",
    "v1/Secret": "secret-v1",
    "v1/Service": "service-v1",
    "v1/ServiceAccount": "serviceaccount-v1",
    "apps/v1/Deployment": "deployment-apps-v1",
    "apps/v1/StatefulSet": "statefulset-apps-v1",
    "batch/v1/Job": "job-batch-v1",
    "networking.k8s.io/v1/NetworkPolicy": "networkpolicy-networking-v1",
    "policy/v1/PodDisruptionBudget": "poddisruptionbudget-policy-v1",
}
POD_TEMPLATE = "io.k8s.api.core.v1.PodTemplateSpec"
METADATA = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"
PREFIX = "#/$defs/"


def slim(node):
    """Without prose and marks, every reference to the one list of definitions."""
    if isinstance(node, list):
        return [slim(entry) for entry in node]
    if not isinstance(node, dict):
        return node
    if isinstance(node.get("$ref"), str):
        return {"$ref": PREFIX + node["$ref"].rsplit("/", 1)[1]}
    if set(node.get("properties", {})) >= {"apiVersion", "kind", "spec", "metadata"}:
        node = {**node, "properties": {**node["properties"], "metadata": {"$ref": PREFIX + METADATA}}}
    kept = {}
    for key, value in node.items():
        if key == "properties":
            kept[key] = {name: slim(field) for name, field in value.items()}
        elif key not in ("description", "default", "$schema", "example") and not key.startswith("x-k"):
            kept[key] = slim(value)
    if "properties" in kept:
        kept.setdefault("additionalProperties", False)
    return kept


def custom(file):
    """The newest version of a custom resource; pods in it are Kubernetes' own."""
    definition = yaml.safe_load(file.read_text())["spec"]
    version = definition["versions"][-1]
    schema = version["schema"]["openAPIV3Schema"]

    def pods(node):
        if isinstance(node, dict):
            for key, value in node.items():
                if key in ("leaderTemplate", "workerTemplate") and "properties" in value:
                    node[key] = {"$ref": "/" + POD_TEMPLATE}
                else:
                    pods(value)

    pods(schema)
    kind = definition["names"]["kind"]
    return f"{definition['group']}/{version['name']}/{kind}", slim(schema)


def references(node):
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"].removeprefix(PREFIX)
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for entry in node:
            yield from references(entry)


def main(kubernetes, keda, lws):
    kinds = {name: slim(json.loads((kubernetes / f"{file}.json").read_text())) for name, file in CORE.items()}
    for file in (
        keda / "keda.sh_scaledobjects.yaml",
        keda / "keda.sh_triggerauthentications.yaml",
        lws / "leaderworkerset.x-k8s.io_leaderworkersets.yaml",
    ):
        name, schema = custom(file)
        kinds[name] = schema
    known = json.loads((kubernetes / "_definitions.json").read_text())["$defs"]
    kept, open_names = {}, set(references(kinds))
    while open_names:
        name = open_names.pop()
        kept[name] = slim(known[name])
        open_names |= set(references(kept[name])) - set(kept)
    json.dump({"kinds": kinds, "$defs": dict(sorted(kept.items()))}, sys.stdout, separators=(",", ":"))
    print()


main(*map(pathlib.Path, sys.argv[1:]))
