//! The program of the gateway: `serve`, `check`, `doctor`, `setup`, `example`.
//!
//! It reads the configuration, sets up logging and calls the library. The exit
//! code is 2 for mistakes in the configuration, which are all listed, and 1 for
//! any other failure.

#[path = "main/arguments.rs"]
mod arguments;
#[path = "main/error.rs"]
mod error;
#[path = "main/serve.rs"]
mod serve;
#[path = "main/stop_signal.rs"]
mod stop_signal;

use std::{
    io::{self, IsTerminal as _, Write as _},
    process::ExitCode,
    sync::Arc,
};

use clap::Parser as _;
use gateway::{
    audit::TARGET as AUDIT,
    clock::{Clock as _, SystemClock},
    config::{Config, ConfigSource, Log},
    doctor,
    setup::{self, Obstacle, SignInWay},
    transport::http::HttpTransport,
};
use tracing_subscriber::EnvFilter;

use arguments::{Arguments, Command, ConfiguredCommand};
use error::ProgramError;

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("gateway: {error}");
            error.code()
        }
    }
}

/// Prints a text of which the program behind a pipe may read only the start, as `head` does.
/// `println!` would panic there, and end `setup` in the middle.
fn write_out(text: &str) -> Result<(), ProgramError> {
    let mut output = io::stdout().lock();
    let written = output.write_all(text.as_bytes());
    match written.and_then(|()| output.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(ProgramError::Printing(error))
        }
        _ => Ok(()),
    }
}

async fn run(arguments: Arguments) -> Result<ExitCode, ProgramError> {
    let Arguments {
        config: file,
        command,
    } = arguments;
    let command = match command {
        Command::Example => {
            write_out(include_str!("../gateway.example.toml"))?;
            return Ok(ExitCode::SUCCESS);
        }
        Command::Registration { client_id } => {
            write_out(&format!("{}\n", setup::registration(&client_id)))?;
            return Ok(ExitCode::SUCCESS);
        }
        Command::Configured(command) => command,
    };
    let clock = Arc::new(SystemClock);
    let source = ConfigSource::read(file.as_deref(), std::env::vars())?;
    let config = Config::read(&source.at(clock.now()))?;
    log(&match command {
        ConfiguredCommand::Serve => config.log.clone(),
        // A person reads this output, and the command itself prints what went well.
        _ => Log {
            json: false,
            filter: "warn".to_owned(),
        },
    })?;
    let transport = Arc::new(HttpTransport::new()?);
    match command {
        ConfiguredCommand::Serve => serve::serve(config, transport, clock)
            .await
            .map(|()| ExitCode::SUCCESS),
        ConfiguredCommand::Check => {
            for warning in &config.warnings {
                write_out(&format!("Warning: {warning}\n"))?;
            }
            write_out("The configuration is valid.\n")?;
            Ok(ExitCode::SUCCESS)
        }
        ConfiguredCommand::Doctor { url } => {
            let report = doctor::examine(config, transport, clock, url.as_deref()).await;
            write_out(&report.to_string())?;
            Ok(if report.has_passed() {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            })
        }
        ConfiguredCommand::Setup {
            dry_run,
            device_code,
        } => {
            let show = |line: &str| {
                if let Err(error) = write_out(&format!("{line}\n")) {
                    eprintln!("gateway: {error}");
                }
            };
            let way = sign_in_way(device_code);
            setup::set_up(config, transport, clock, &way, dry_run, show).await?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// How the administrator signs in here.
fn sign_in_way(device_code: bool) -> SignInWay {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let obstacle = Obstacle::of(std::io::stdout().is_terminal(), is_set);
    let open = |address: &str| open::that_detached(address);
    SignInWay::choose(device_code, obstacle, Box::new(open))
}

/// Sets up logging. Audit lines are written whatever the filter leaves out.
fn log(log: &Log) -> Result<(), ProgramError> {
    let filter = EnvFilter::try_new(format!("{},{AUDIT}=info", log.filter))
        .map_err(|error| ProgramError::Logging(error.into()))?;
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    let set = if log.json {
        subscriber.json().flatten_event(true).try_init()
    } else {
        subscriber.try_init()
    };
    set.map_err(ProgramError::Logging)
}
