//! Thin wrappers around browser APIs, one in each file. They decide nothing, but for `keepalive`.
//!
//! A page may have wrapped, frozen or disabled an API. So no code here assumes that an API
//! exists, or that a rejected value is an `Error`.
//!
//! `fetch`, `intl`, `page`, `position`, `scheme` and `storage` may import the other files, which import none.

pub mod clock;
pub mod fetch;
pub mod intl;
pub mod keepalive;
pub mod listener;
pub mod locks;
pub mod object;
pub mod page;
pub mod position;
pub mod scheme;
pub mod storage;
