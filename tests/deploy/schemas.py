"""Checks deploy/compose.yaml and the objects in deploy/kubernetes against the formats that they are written in.

`cargo xtask test deploy` runs it with the packages of requirements.txt. It prints one line for each mistake, and ends with
1 if there is one. An object whose kind Kubernetes itself does not have, such as a PodMonitor, is named and left out.
"""

import sys
from pathlib import Path

import kubernetes_validate
import yaml
from compose_spec import PyCompose

ROOT = Path(__file__).resolve().parents[2]
OBJECTS = ROOT / "deploy" / "kubernetes"
# The oldest version that deploy/kubernetes/kustomization.yaml promises, and the newest that is known.
VERSIONS = ["1.27", kubernetes_validate.latest_version()]


def compose_mistakes(text):
    """The parser knows every member of the specification, and the form of its value; it takes no merge keys."""
    try:
        PyCompose.from_yaml(text)
    except ValueError as mistake:
        return [f"deploy/compose.yaml: {mistake}"]
    return []


def object_mistakes(name, described):
    mistakes = []
    for version in VERSIONS:
        try:
            kubernetes_validate.validate(described, version, strict=True)
        except kubernetes_validate.ValidationError as mistake:
            where = ".".join(str(part) for part in mistake.path)
            mistakes.append(f"{name}, Kubernetes {version}: {where}: {mistake.message}")
    return mistakes


def checks_itself():
    """A check that finds nothing wrong in these would find nothing anywhere."""
    service = {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "a"}, "spec": {"port": 1}}
    assert object_mistakes("a", service), "a member that does not exist is not found"
    assert compose_mistakes("services: { a: { image: a, cap_dropped: [ALL] } }"), "the same in Compose"


def main():
    checks_itself()
    mistakes = compose_mistakes((ROOT / "deploy" / "compose.yaml").read_text())
    count = 0
    for path in sorted(OBJECTS.glob("*.yaml")):
        for described in yaml.safe_load_all(path.read_text()):
            kind = f"{described['apiVersion']} {described['kind']}"
            try:
                mistakes += object_mistakes(path.name, described)
                count += 1
            except kubernetes_validate.SchemaNotFoundError:
                print(f"{path.name} is not checked: {kind} is not Kubernetes' own.")
    print(f"Checked {count} objects of Kubernetes {' and '.join(VERSIONS)}, and compose.yaml.")
    for mistake in mistakes:
        print(mistake)
    return 1 if mistakes or not count else 0


if __name__ == "__main__":
    sys.exit(main())
