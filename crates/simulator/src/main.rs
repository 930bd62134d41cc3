//! The program `simulator`: reads the command line and runs the server.
//!
//! It listens on the loopback interface only. Once it listens, it prints
//! `listening on` and its origin on standard output.

use std::{io, process::ExitCode};

use clap::{Parser, ValueEnum};
use simulator::{
    scenario::{UnknownScenario, find_scenario, scenarios_text},
    server::{ClockMode, ServerOptions, listen},
};

#[derive(Parser)]
#[command(
    about = "A Universal Print tenant in memory, on the loopback interface",
    after_help = scenarios_text()
)]
struct Arguments {
    /// The port on 127.0.0.1; 0 takes a free one
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// The scenario to start in
    #[arg(long, default_value = "everyday", value_parser = scenario_name)]
    scenario: String,
    /// Whether time passes by itself or only by POST /control/advance
    #[arg(long, value_enum, default_value = "real")]
    clock: ClockArgument,
    /// Adds an identity provider, which clients reach under this origin
    #[arg(long)]
    identity: Option<String>,
    /// Lets a connection serve more than one request
    #[arg(long)]
    keep_alive: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum ClockArgument {
    Driven,
    Real,
}

fn scenario_name(text: &str) -> Result<String, UnknownScenario> {
    find_scenario(text).map(|scenario| scenario.name.to_owned())
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("simulator: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> io::Result<()> {
    let server = listen(ServerOptions {
        port: arguments.port,
        scenario: arguments.scenario,
        clock: match arguments.clock {
            ClockArgument::Driven => ClockMode::Driven,
            ClockArgument::Real => ClockMode::Real,
        },
        identity: arguments.identity,
        keep_alive: arguments.keep_alive,
    })
    .await?;
    println!("listening on {}", server.origin());
    server.serve().await
}
