//! The image's Dockerfile and what runs the image: what it copies is there, and is enough for cargo.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use toml::Table;

use crate::{behind, read, root, yaml};

const DOCKERFILE: &str = "deploy/docker/Dockerfile";

/// What the Dockerfile copies out of the checkout.
fn copied() -> BTreeSet<String> {
    let text = read(DOCKERFILE);
    let lines = text.lines().filter_map(|line| line.strip_prefix("COPY "));
    let lines = lines.filter(|line| !line.starts_with("--from="));
    let sources = lines.flat_map(|line| {
        let words: Vec<_> = line.split(' ').map(str::to_owned).collect();
        words[..words.len() - 1].to_vec()
    });
    sources.collect()
}

fn copy(from: &Path, to: &Path) {
    if from.is_file() {
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(from, to).unwrap();
        return;
    }
    for entry in fs::read_dir(from).unwrap().flatten() {
        let name = entry.file_name();
        if name != "target" && name != "node_modules" {
            copy(&entry.path(), &to.join(name));
        }
    }
}

#[test]
fn the_context_is_exactly_what_the_image_copies() {
    let ignored = read(".dockerignore");
    let kept = ignored.lines().filter_map(|line| line.strip_prefix('!'));
    let kept: BTreeSet<_> = kept.map(str::to_owned).collect();
    assert_eq!(kept, copied());
    assert!(ignored.lines().any(|line| line == "*"));
    for path in kept {
        assert!(root().join(&path).exists(), "{path}");
    }
}

#[test]
fn what_the_image_copies_is_a_whole_workspace_with_the_locked_crates() {
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("image");
    if place.exists() {
        fs::remove_dir_all(&place).unwrap();
    }
    for path in copied() {
        copy(&root().join(&path), &place.join(&path));
    }
    let listed = Command::new(env!("CARGO"))
        .current_dir(&place)
        .args(["tree", "--locked", "--offline", "--package", "gateway"])
        .args(["--edges", "normal,build", "--prefix", "none"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&listed.stderr);
    assert!(listed.status.success(), "{said}");
    assert!(String::from_utf8_lossy(&listed.stdout).contains("axum v"));
}

#[test]
fn the_image_is_built_in_a_profile_that_exists() {
    let text = read(DOCKERFILE);
    let (_, build) = text.split_once("cargo build ").unwrap();
    let words: Vec<_> = build.split_whitespace().collect();
    let value = |option: &str| {
        let at = words.iter().position(|word| *word == option).unwrap();
        words[at + 1]
    };
    let manifest: Table = read("Cargo.toml").parse().unwrap();
    let profile = value("--profile");
    assert!(manifest["profile"].get(profile).is_some());
    assert!(build.contains(&format!("install -D --mode=0755 target/{profile}/gateway ")));
    assert_eq!(value("--package"), "gateway");
    assert!(words.contains(&"--locked"));
}

#[test]
fn the_compiler_of_the_image_is_new_enough() {
    let manifest: Table = read("Cargo.toml").parse().unwrap();
    let needed = manifest["workspace"]["package"]["rust-version"].as_str();
    let text = read(DOCKERFILE);
    let (_, version) = text.split_once("library/rust:").unwrap();
    let minor = |version: &str| version.split('.').nth(1).unwrap().parse::<u32>().unwrap();
    assert!(minor(version) >= minor(needed.unwrap()));
}

#[test]
fn every_image_is_named_by_an_exact_version() {
    let dockerfile = read(DOCKERFILE);
    let compose = read("deploy/compose.yaml");
    let bases = dockerfile
        .lines()
        .filter_map(|line| line.strip_prefix("FROM "));
    let images = compose
        .lines()
        .filter_map(|line| line.trim().strip_prefix("image: "));
    let images = images.filter(|image| *image != "print-gateway");
    for image in bases.chain(images) {
        let (_, tag) = image.split_once(':').unwrap();
        let dots = tag.chars().filter(|letter| *letter == '.').count();
        assert!(
            tag.starts_with(|letter: char| letter.is_ascii_digit()),
            "{image}"
        );
        assert!(dots >= 1, "{image}");
    }
}

#[test]
fn the_user_is_a_number_and_the_same_everywhere() {
    let dockerfile = read(DOCKERFILE);
    let (user, group) = behind(&dockerfile, "USER").split_once(':').unwrap();
    assert_ne!(user.parse::<u32>().unwrap(), 0);
    let text = read("deploy/kubernetes/deployment.yaml");
    let pod = yaml(&text);
    let context = &pod["spec"]["template"]["spec"]["securityContext"];
    let number = |key: &str| context[key].as_integer().unwrap().to_string();
    assert_eq!(number("runAsUser"), user);
    assert_eq!(number("runAsGroup"), group);
    for told in ["deploy/compose.yaml", "docs/deploy.md"] {
        assert!(read(told).contains(user), "{told}");
    }
}

#[test]
fn every_health_check_asks_the_admin_address() {
    let dockerfile = read(DOCKERFILE);
    let address = behind(&dockerfile, "ENV GATEWAY__SERVER__ADMIN_LISTEN");
    let (_, port) = address.rsplit_once(':').unwrap();
    let asked = format!("/dev/tcp/127.0.0.1/{port} ");
    for file in [DOCKERFILE, "deploy/compose.yaml"] {
        assert_eq!(read(file).matches("/dev/tcp/").count(), 1, "{file}");
        assert!(read(file).contains(&asked), "{file}");
    }
    let caddy = read("deploy/caddy/Caddyfile");
    assert!(caddy.contains(&format!(
        "health_port {{$PRINT_GATEWAY_HEALTH_PORT:{port}}}"
    )));
}

/// The folder of credentials, and the path of the secret in the container.
#[test]
fn the_secret_is_where_the_instructions_say() {
    let text = read("deploy/compose.yaml");
    let compose = yaml(&text);
    let service = &compose["x-gateway"];
    let secret = service["secrets"][0].as_str().unwrap();
    assert!(text.contains(&format!("secret_file = \"/run/secrets/{secret}\"")));
    assert!(compose["secrets"][secret]["file"].as_str().is_some());
    for name in ["gateway-a", "gateway-b"] {
        assert_eq!(&compose["services"][name], service);
    }
}
