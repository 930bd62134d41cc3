//! The ids, users and app registration of every world.

use simulator::{
    identity::{App, Credential, DirectoryUser},
    user::User,
};

pub(crate) const TENANT: &str = "aaaabbbb-0000-4ccc-8ddd-eeee22223333";
pub(crate) const APP: &str = "815f204f-c791-4ee6-9098-614ecdb003f6";
pub(crate) const PAGE_APP: &str = "00000000-aaaa-4000-8000-000000000001";
pub(crate) const SECRET: &str = "correct horse battery staple";
pub(crate) const ORIGIN: &str = "https://intranet.contoso.example";

pub(crate) const ADELE: &str = "87d349ed-44d7-43e1-9a83-5f2406dee5bd";
pub(crate) const ALEX: &str = "2f1a6c0e-3c5b-4a71-9d0e-7a7d6b1f9c42";
pub(crate) const QUEUE: &str = "10000000-0000-4000-8000-00000000000a";
pub(crate) const LOBBY: &str = "10000000-0000-4000-8000-00000000000b";
pub(crate) const OFFICE: &str = "10000000-0000-4000-8000-00000000000c";
pub(crate) const UNSHARED: &str = "10000000-0000-4000-8000-00000000000d";
pub(crate) const QUEUE_SHARE: &str = "20000000-0000-4000-8000-00000000000a";
pub(crate) const LOBBY_SHARE: &str = "20000000-0000-4000-8000-00000000000b";
/// Not open to everyone.
pub(crate) const OFFICE_SHARE: &str = "20000000-0000-4000-8000-00000000000c";

pub(crate) fn adele() -> DirectoryUser {
    person(ADELE, "AdeleV@contoso.example")
}

pub(crate) fn alex() -> DirectoryUser {
    person(ALEX, "AlexW@contoso.example")
}

fn person(id: &str, user_name: &str) -> DirectoryUser {
    DirectoryUser {
        id: id.to_owned(),
        user_name: user_name.to_owned(),
        groups: Vec::new(),
    }
}

pub(super) fn user(person: &DirectoryUser) -> User {
    User::new(&person.id, &person.user_name, "Somebody")
}

/// The gateway's registration.
pub(crate) fn app(credential: Credential) -> App {
    let text = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
    App {
        exposes: text(&["Jobs.Redirect"]),
        graph_roles: text(&[
            "PrintJob.Manage.All",
            "PrintJob.ReadBasic.All",
            "Printer.Read.All",
        ]),
        graph_scopes: text(&["PrinterShare.ReadBasic.All"]),
        ..App::new(APP, credential)
    }
}
