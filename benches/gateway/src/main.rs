//! Measures the gateway under load: requests a second, latency, processor time and memory.
//!
//! The gateway runs in front of the simulator. Each call is also made to the simulator directly, in
//! turns in the same run, for comparison. All programs share one machine, so look at the ratios rather
//! than the figures. A figure never fails the run; an unexpected answer does.

mod chain;
mod client;
mod error;
mod load;
mod process;

use std::path::PathBuf;

use clap::Parser;

use chain::{APP_TOKEN, Chain, Simulator};
use client::Ask;
use error::BenchError;
use load::{Figures, Load};

/// Requests at the same time, each on its own connection.
const WORKERS: usize = 16;
/// Turns of direct requests and requests through the gateway.
const ROUNDS: usize = 4;
/// Requests before the measurement begins.
const WARM_UP: usize = 1_000;
const READS: usize = 5_000;
const REDIRECTS: usize = 500;

/// After how many requests the memory is read.
const LOOKS: [usize; 2] = [10_000, 100_000];
/// After how many requests the simulator's record of requests is cleared.
const PART: usize = 10_000;
/// One of this many requests is a redirect with a new token.
const PER_NEW_TOKEN: usize = 20;

#[derive(Parser)]
#[command(about = "Measures the gateway in front of the simulator, and the simulator alone")]
struct Arguments {
    /// The simulator's program.
    #[arg(long, env = "SIMULATOR")]
    simulator: PathBuf,
    /// The gateway's program.
    #[arg(long, env = "GATEWAY")]
    gateway: PathBuf,
}

#[tokio::main]
async fn main() -> std::process::ExitCode {
    match run(Arguments::parse()).await {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            std::process::ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), BenchError> {
    let simulator = Simulator::start(&arguments.simulator).await?;
    speed(&Chain::start(&simulator, &arguments.gateway).await?).await?;
    memory(&Chain::start(&simulator, &arguments.gateway).await?).await
}

async fn speed(chain: &Chain<'_>) -> Result<(), BenchError> {
    println!(
        "{:<44}{:>10}{:>12}{:>12}{:>16}",
        "call", "a second", "median", "p99", "gateway's CPU"
    );
    let token = chain.user_token().await?;
    let job = chain.simulator.print(1).await?.pop().unwrap_or_default();
    for (name, path) in [
        ("get job", chain.job(&job)),
        ("get printer of share", chain.printer_of_share()),
    ] {
        let asks = |token: &str, count| vec![Ask::get(&path, token); count];
        let mut load = Both::new(chain);
        load.warm_up(&asks(APP_TOKEN, WARM_UP), &asks(&token, WARM_UP))
            .await?;
        for _ in 0..ROUNDS {
            let count = READS / ROUNDS;
            load.turn(&asks(APP_TOKEN, count), &asks(&token, count))
                .await?;
        }
        load.show(name);
    }
    let mut load = Both::new(chain);
    for round in 0..=ROUNDS {
        let count = REDIRECTS / ROUNDS;
        let direct = chain.redirects(count, APP_TOKEN).await?;
        let through = chain.redirects(count, &token).await?;
        if round == 0 {
            load.warm_up(&direct, &through).await?;
        } else {
            load.turn(&direct, &through).await?;
        }
    }
    load.show("redirect");
    Ok(())
}

/// The same call to the simulator directly and through the gateway.
struct Both<'a> {
    chain: &'a Chain<'a>,
    direct: Load,
    through: Load,
    /// The gateway's processor time, in clock ticks.
    ticks: u64,
}

impl<'a> Both<'a> {
    fn new(chain: &'a Chain<'a>) -> Self {
        Self {
            chain,
            direct: Load::default(),
            through: Load::default(),
            ticks: 0,
        }
    }

    async fn warm_up(&self, direct: &[Ask], through: &[Ask]) -> Result<(), BenchError> {
        let simulator = &self.chain.simulator.address;
        Load::default().add(simulator, WORKERS, direct).await?;
        Load::default()
            .add(&self.chain.address, WORKERS, through)
            .await
    }

    async fn turn(&mut self, direct: &[Ask], through: &[Ask]) -> Result<(), BenchError> {
        let simulator = self.chain.simulator;
        self.direct.add(&simulator.address, WORKERS, direct).await?;
        let before = self.chain.process.ticks()?;
        self.through
            .add(&self.chain.address, WORKERS, through)
            .await?;
        self.ticks += self.chain.process.ticks()?.saturating_sub(before);
        simulator.forget_requests().await
    }

    fn show(&self, name: &str) {
        let (direct, through) = (self.direct.figures(), self.through.figures());
        let micros = process::micros(self.ticks) / self.through.count().max(1);
        println!("{}", row(&format!("{name}, Graph alone"), &direct, None));
        println!(
            "{}",
            row(
                &format!("{name}, through the gateway"),
                &through,
                Some(micros)
            )
        );
        println!(
            "{:<44}{:>10.2}{:>12.2}{:>12.2}",
            "    ratio",
            through.per_second / direct.per_second,
            through.median_ms / direct.median_ms,
            through.p99_ms / direct.p99_ms,
        );
    }
}

fn row(name: &str, figures: &Figures, cpu_micros: Option<u64>) -> String {
    let cpu = cpu_micros.map_or_else(String::new, |micros| format!("{micros} µs"));
    format!(
        "{name:<44}{:>10.0}{:>9.2} ms{:>9.2} ms{cpu:>16}",
        figures.per_second, figures.median_ms, figures.p99_ms,
    )
}

/// Measures the memory of a new gateway under many requests, some of them with new tokens.
async fn memory(chain: &Chain<'_>) -> Result<(), BenchError> {
    println!(
        "\n{:<44}{:>12}{:>12}",
        "memory of the gateway", "resident", "highest"
    );
    let show = |when: &str| -> Result<(), BenchError> {
        let (resident, highest) = chain.process.memory_kib()?;
        println!("{when:<44}{resident:>8} KiB{highest:>8} KiB");
        Ok(())
    };
    show("when it is ready")?;
    let token = chain.user_token().await?;
    let job = chain.simulator.print(1).await?.pop().unwrap_or_default();
    chain.simulator.close(&chain.destination.share).await?;
    let mut sent = 0;
    for look in LOOKS {
        while sent < look {
            let mut asks = vec![Ask::get(&chain.job(&job), &token); PART];
            for ask in asks.iter_mut().step_by(PER_NEW_TOKEN) {
                *ask = chain.refused_redirect(&job, &chain.user_token().await?);
            }
            Load::default().add(&chain.address, WORKERS, &asks).await?;
            chain.simulator.forget_requests().await?;
            sent += PART;
        }
        show(&format!("after {sent} requests"))?;
    }
    Ok(())
}
