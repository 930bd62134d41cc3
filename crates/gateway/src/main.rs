//! The gateway's program: serve, doctor, setup.
//!
//! Reads the configuration, sets logging up and hands over to the library.
//! Mistakes in the configuration end the program with all of them listed and
//! the exit code 2; everything else that fails ends it with 1.

#[path = "main/arguments.rs"]
mod arguments;
#[path = "main/failure.rs"]
mod failure;
#[path = "main/serve.rs"]
mod serve;

use std::{process::ExitCode, sync::Arc};

use clap::Parser as _;
use gateway::{
    audit::TARGET as AUDIT,
    clock::SystemClock,
    config::{Config, Log, Source},
    doctor, setup,
    transport::HttpTransport,
};
use tracing_subscriber::EnvFilter;

use arguments::{Arguments, Task};
use failure::Failure;

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("gateway: {failure}");
            failure.code()
        }
    }
}

async fn run(arguments: Arguments) -> Result<ExitCode, Failure> {
    let Arguments { config: file, task } = arguments;
    if let Task::Example = task {
        print!("{}", include_str!("../gateway.example.toml"));
        return Ok(ExitCode::SUCCESS);
    }
    let source = Source::read(file.as_deref(), std::env::vars())?;
    let config = Config::read(&source)?;
    log(&match task {
        Task::Serve => config.log.clone(),
        // A person reads these, and what went well is in the answer.
        _ => Log {
            json: false,
            filter: "warn".to_owned(),
        },
    })?;
    let transport = Arc::new(HttpTransport::new()?);
    let clock = Arc::new(SystemClock);
    match task {
        Task::Serve => serve::serve(config, transport, clock)
            .await
            .map(|()| ExitCode::SUCCESS),
        Task::Check => {
            println!("The configuration is whole and valid.");
            Ok(ExitCode::SUCCESS)
        }
        Task::Doctor { url } => {
            let report = doctor::examine(config, transport, clock, url.as_deref()).await;
            print!("{report}");
            Ok(if report.is_well() {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            })
        }
        Task::Setup { dry_run } => {
            let show = |line: &str| println!("{line}");
            setup::set_up(config, transport, clock, dry_run, show).await?;
            Ok(ExitCode::SUCCESS)
        }
        Task::Example => Ok(ExitCode::SUCCESS),
    }
}

/// Whatever the filter leaves out, audit lines are written.
fn log(log: &Log) -> Result<(), Failure> {
    let filter =
        EnvFilter::try_new(format!("{},{AUDIT}=info", log.filter)).map_err(|_| Failure::Logging)?;
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    let set = if log.json {
        subscriber.json().flatten_event(true).try_init()
    } else {
        subscriber.try_init()
    };
    set.map_err(|_| Failure::Logging)
}
