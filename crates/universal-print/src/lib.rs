#![doc = include_str!("../README.md")]

pub mod answer;
mod base64;
pub mod capabilities;
pub mod configuration;
mod decimal;
pub mod defaults;
pub mod endpoint;
pub mod enums;
pub mod fault;
pub mod ids;
pub mod job;
pub mod json;
pub mod location;
pub mod operation;
pub mod page;
pub mod permission;
pub mod preflight;
pub mod printer;
pub mod redirect;
pub mod request;
pub mod retry;
pub mod share;
pub mod status;
pub mod task;
pub mod time;
pub mod token;
pub mod wire;
