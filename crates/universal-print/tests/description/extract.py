"""Makes extract.json from Microsoft's OpenAPI description of the print calls.

Microsoft publishes the description with its PowerShell SDK for Graph:
https://github.com/microsoftgraph/msgraph-sdk-powershell (MIT), as
openApiDocs/v1.0/Devices.CloudPrint.yml and openApiDocs/beta/Devices.CloudPrint.yml.

    python3 extract.py V1.yaml BETA.yaml > extract.json

It needs PyYAML. To describe another call, add its method and path to CALLS.

The form of the extract: a call has the query options that it takes, the type of
its answer, and the type of its body. A type is an enumeration, or the members of
an object. A member is `string`, `boolean`, `int32`, `int64`, `date` or `object`,
with `?` if it may be null; `@name` for another type; and `[...]` for a list. A
type in `entities` has an id, so a member of this type is expanded by `$expand`.
"""

import json
import sys

import yaml

CALLS = [
    "GET /print/shares",
    "GET /print/shares/{}",
    "GET /print/shares/{}/printer",
    "GET /print/shares/{}/jobs",
    "GET /print/shares/{}/jobs/{}",
    "GET /print/printers/{}",
    "GET /print/printers/{}/shares",
    "GET /print/printers/{}/jobs",
    "GET /print/printers/{}/jobs/{}",
    "POST /print/printers/{}/jobs/{}/redirect",
    "POST /print/printers/{}/jobs/{}/cancel",
    "POST /print/printers/{}/jobs/{}/abort",
    "GET /print/printers/{}/taskTriggers",
    "POST /print/printers/{}/taskTriggers",
    "GET /print/taskDefinitions",
    "POST /print/taskDefinitions",
    "GET /print/taskDefinitions/{}/tasks",
]
# Of answers, only members of these types are described: filters look at them.
MEMBERS_OF_ANSWERS = ["userIdentity"]
PREFIX = "#/components/schemas/microsoft.graph."


def plain(path):
    """The path without the names of ids, and without the name space of actions."""
    parts = path.replace("microsoft.graph.", "").split("/")
    return "/".join("{}" if part.startswith("{") else part for part in parts)


def name(schema):
    return schema["$ref"].removeprefix(PREFIX)


def member(schema):
    if "$ref" in schema:
        return "@" + name(schema)
    kind = schema.get("type", "object")
    if kind == "array":
        return "[" + member(schema["items"]) + "]"
    if kind == "string" and schema.get("format") == "date-time":
        kind = "date"
    if kind == "integer":
        kind = schema["format"]
    if kind == "number" or "anyOf" in schema or "oneOf" in schema:
        kind = "number"
    return kind + ("?" if schema.get("nullable") else "")


class Extract:
    def __init__(self, description):
        self.schemas = description["components"]["schemas"]
        self.parameters = description["components"]["parameters"]
        self.responses = description["components"]["responses"]
        self.types = {}
        # The types whose members are all described, however deep.
        self.whole = set()
        self.entities = set()
        self.calls = {}
        for path, item in description["paths"].items():
            for method, operation in item.items():
                call = method.upper() + " " + plain(path)
                if call in CALLS:
                    self.add_call(call, operation)
        assert len(self.calls) == len(CALLS), set(CALLS) - set(self.calls)

    def add_call(self, call, operation):
        options = []
        for parameter in operation.get("parameters", []):
            if "$ref" in parameter:
                parameter = self.parameters[parameter["$ref"].split("/")[-1]]
            if parameter["in"] == "query":
                options.append(parameter["name"])
        described = {"query": options}
        answer = operation["responses"]["2XX"]
        if "$ref" in answer:
            answer = self.responses[answer["$ref"].split("/")[-1]]
        if "content" in answer:
            answer = name(answer["content"]["application/json"]["schema"])
            # A list is named after what it holds.
            described["answer"] = answer.removesuffix("CollectionResponse")
            described["list"] = answer.endswith("CollectionResponse")
            self.add_type(described["answer"], MEMBERS_OF_ANSWERS)
        body = operation.get("requestBody")
        if body:
            ((content, schema),) = body["content"].items()
            schema = schema["schema"]
            described["body"] = {"required": body["required"], "content": content}
            if "$ref" in schema:
                described["body"]["type"] = name(schema)
                self.add_type(name(schema))
            else:
                described["body"]["members"] = self.members(schema)
        known = self.calls.setdefault(call, described)
        # An action is described twice, with its name space and without.
        assert known == described, call

    def members(self, schema, only=None):
        members = {}
        for part in schema.get("allOf", [schema]):
            if "$ref" in part:
                members |= self.members(self.schemas["microsoft.graph." + name(part)], only)
            for key, value in part.get("properties", {}).items():
                members[key] = member(value)
                # An entity elsewhere is reached by a call of its own, which adds it.
                of = members[key].strip("[]@?")
                if "@" in members[key] and self.is_entity(of):
                    self.entities.add(of)
                elif "@" in members[key] and (only is None or of in only):
                    self.add_type(of)
        return members

    def is_entity(self, of):
        bases = self.schemas["microsoft.graph." + of].get("allOf", [])
        bases = [name(base) for base in bases if "$ref" in base]
        return of == "entity" or any(self.is_entity(base) for base in bases)

    def add_type(self, of, only=None):
        if of in self.whole or (of in self.types and only is not None):
            return
        if only is None:
            self.whole.add(of)
        schema = self.schemas["microsoft.graph." + of]
        self.types.setdefault(of, None)
        if "enum" in schema:
            self.types[of] = {"enum": schema["enum"]}
        else:
            if self.is_entity(of):
                self.entities.add(of)
            self.types[of] = {"members": self.members(schema, only)}

    def written(self):
        return {
            "entities": sorted(self.entities),
            "calls": dict(sorted(self.calls.items())),
            "types": dict(sorted(self.types.items())),
        }


def main():
    versions = {}
    for version, file in zip(["v1.0", "beta"], sys.argv[1:3], strict=True):
        with open(file, encoding="utf-8") as text:
            versions[version] = Extract(yaml.safe_load(text)).written()
    source = "https://github.com/microsoftgraph/msgraph-sdk-powershell (MIT), by extract.py"
    print(written({"source": source, **versions}))


def written(value, depth=3):
    """JSON with a line for each call and each type."""
    if depth == 0 or not isinstance(value, dict):
        return json.dumps(value)
    members = (json.dumps(key) + ": " + written(each, depth - 1) for key, each in value.items())
    return "{\n" + ",\n".join(members) + "\n}"


main()
