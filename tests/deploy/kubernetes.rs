//! The Kubernetes objects belong together: labels, ports, names and configuration.
//!
//! Whether each object has the right form is checked against Kubernetes' own schemas by `cargo xtask test deploy`.

use std::collections::BTreeSet;
use std::fs;

use saphyr::Yaml;

use crate::gateway::has_variable;
use crate::{read, root, texts, yaml};

const FOLDER: &str = "deploy/kubernetes";
const LABEL: &str = "app.kubernetes.io/name";

/// Looks into one of the files.
fn object<T>(name: &str, look: impl FnOnce(&Yaml<'_>) -> T) -> T {
    let text = read(&format!("{FOLDER}/{name}.yaml"));
    look(&yaml(&text))
}

fn pod<T>(look: impl FnOnce(&Yaml<'_>) -> T) -> T {
    object("deployment", |it| look(&it["spec"]["template"]))
}

/// The variables in `gateway.env`, with their values.
fn environment() -> Vec<(String, String)> {
    let text = read(&format!("{FOLDER}/gateway.env"));
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let (name, value) = line.split_once('=').unwrap();
            (name.to_owned(), value.to_owned())
        })
        .collect()
}

fn value(name: &str) -> String {
    let found = environment().into_iter().find(|(it, _)| it == name);
    found.unwrap_or_else(|| panic!("{name} is not set")).1
}

#[test]
fn every_file_is_listed_and_every_listed_file_is_there() {
    let listed: BTreeSet<_> = object("kustomization", |it| texts(&it["resources"]))
        .into_iter()
        .collect();
    let there = fs::read_dir(root().join(FOLDER)).unwrap().flatten();
    let there = there.map(|entry| entry.file_name().into_string().unwrap());
    let there: BTreeSet<_> = there
        .filter(|name| !["gateway.env", "kustomization.yaml"].contains(&name.as_str()))
        .collect();
    assert_eq!(listed, there);
}

#[test]
fn every_selector_finds_the_pods() {
    let wanted = pod(|pod| {
        pod["metadata"]["labels"][LABEL]
            .as_str()
            .unwrap()
            .to_owned()
    });
    let label = |labels: &Yaml<'_>| {
        assert_eq!(labels.as_mapping().unwrap().len(), 1);
        labels[LABEL].as_str().unwrap().to_owned()
    };
    let mut found = vec![
        object("deployment", |it| {
            label(&it["spec"]["selector"]["matchLabels"])
        }),
        object("service", |it| label(&it["spec"]["selector"])),
    ];
    for name in ["pod-disruption-budget", "pod-monitor"] {
        found.push(object(name, |it| {
            label(&it["spec"]["selector"]["matchLabels"])
        }));
    }
    found.push(object("network-policy", |it| {
        label(&it["spec"]["podSelector"]["matchLabels"])
    }));
    pod(|pod| {
        for spread in pod["spec"]["topologySpreadConstraints"]
            .as_sequence()
            .unwrap()
        {
            found.push(label(&spread["labelSelector"]["matchLabels"]));
        }
    });
    assert_eq!(found, vec![wanted; found.len()]);
}

#[test]
fn every_port_that_is_named_is_one_of_the_container() {
    let ports: BTreeSet<_> = pod(|pod| {
        let ports = pod["spec"]["containers"][0]["ports"]
            .as_sequence()
            .unwrap()
            .iter();
        ports
            .map(|port| port["name"].as_str().unwrap().to_owned())
            .collect()
    });
    let mut named = vec![object("pod-monitor", |it| {
        it["spec"]["podMetricsEndpoints"][0]["port"]
            .as_str()
            .unwrap()
            .to_owned()
    })];
    pod(|pod| {
        for probe in ["readinessProbe", "livenessProbe"] {
            let get = &pod["spec"]["containers"][0][probe]["httpGet"];
            named.push(get["port"].as_str().unwrap().to_owned());
        }
    });
    object("network-policy", |it| {
        for rule in it["spec"]["ingress"].as_sequence().unwrap() {
            named.push(rule["ports"][0]["port"].as_str().unwrap().to_owned());
        }
    });
    let served = object("service", |it| {
        let ports = it["spec"]["ports"].as_sequence().unwrap().iter();
        let ports = ports.map(|port| port["targetPort"].as_str().unwrap().to_owned());
        ports.collect::<Vec<_>>()
    });
    // Users must not reach the admin port.
    assert_eq!(served, ["public"]);
    named.extend(served);
    for name in named {
        assert!(ports.contains(&name), "{name} is not in {ports:?}");
    }
}

#[test]
fn the_container_listens_where_its_ports_say() {
    let example: toml::Table = read("crates/gateway/gateway.example.toml").parse().unwrap();
    let public = example["server"]["listen"].as_str().unwrap().to_owned();
    for (name, address) in [
        ("public", public),
        ("admin", value("GATEWAY__SERVER__ADMIN_LISTEN")),
    ] {
        let (host, port) = address.rsplit_once(':').unwrap();
        assert_eq!(host, "0.0.0.0", "{name}");
        pod(|pod| {
            let ports = pod["spec"]["containers"][0]["ports"].as_sequence().unwrap();
            let found = ports.iter().find(|it| it["name"].as_str() == Some(name));
            let found = found.unwrap()["containerPort"].as_integer().unwrap();
            assert_eq!(found.to_string(), port, "{name}");
        });
    }
}

#[test]
fn the_environment_has_only_keys_of_the_gateway() {
    assert!(!environment().is_empty());
    for (name, value) in environment() {
        assert!(has_variable(&name), "{name}");
        assert!(!value.is_empty(), "{name}");
    }
}

#[test]
fn the_pod_signs_in_as_the_registration_of_the_service_account() {
    let name = object("service-account", |it| {
        let client = it["metadata"]["annotations"]["azure.workload.identity/client-id"].as_str();
        assert_eq!(client.unwrap(), value("GATEWAY__APP__CLIENT_ID"));
        it["metadata"]["name"].as_str().unwrap().to_owned()
    });
    pod(|pod| {
        assert_eq!(pod["spec"]["serviceAccountName"].as_str().unwrap(), name);
        let webhook = &pod["metadata"]["labels"]["azure.workload.identity/use"];
        assert_eq!(webhook.as_str(), Some("true"));
        let map = &pod["spec"]["containers"][0]["envFrom"][0]["configMapRef"]["name"];
        let made = object("kustomization", |it| {
            it["configMapGenerator"][0]["name"]
                .as_str()
                .unwrap()
                .to_owned()
        });
        assert_eq!(map.as_str().unwrap(), made);
    });
}

#[test]
fn an_update_never_leaves_users_without_a_gateway() {
    object("deployment", |it| {
        assert!(it["spec"]["replicas"].as_integer().unwrap() >= 2);
        let update = &it["spec"]["strategy"]["rollingUpdate"];
        assert_eq!(update["maxUnavailable"].as_integer(), Some(0));
        assert!(update["maxSurge"].as_integer().unwrap() >= 1);
    });
}

/// What the namespace's label demands: <https://kubernetes.io/docs/concepts/security/pod-security-standards/>.
#[test]
fn the_pod_meets_the_standard_that_its_namespace_demands() {
    object("namespace", |it| {
        let standard = &it["metadata"]["labels"]["pod-security.kubernetes.io/enforce"];
        assert_eq!(standard.as_str(), Some("restricted"));
    });
    pod(|pod| {
        let whole = &pod["spec"]["securityContext"];
        assert_eq!(whole["runAsNonRoot"].as_bool(), Some(true));
        assert_eq!(
            whole["seccompProfile"]["type"].as_str(),
            Some("RuntimeDefault")
        );
        let container = &pod["spec"]["containers"][0]["securityContext"];
        assert_eq!(container["allowPrivilegeEscalation"].as_bool(), Some(false));
        assert_eq!(container["readOnlyRootFilesystem"].as_bool(), Some(true));
        assert_eq!(texts(&container["capabilities"]["drop"]), ["ALL"]);
    });
}
