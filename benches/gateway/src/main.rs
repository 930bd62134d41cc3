//! What the gateway costs: requests a second, time and processor for each, and memory.
//!
//! The gateway's program stands in front of the simulator's, and every figure has beside it that of
//! the same call at the simulator alone, taken in turns in the same run. All of it shares one machine,
//! so that the ratios count and not the figures. Nothing is judged: a call that is not answered as it
//! should be ends the run, and no figure does.

mod chain;
mod client;
mod failure;
mod load;
mod process;

use std::path::PathBuf;

use clap::Parser;

use chain::{APP_TOKEN, Chain, Simulator};
use client::Ask;
use failure::Failure;
use load::{Figures, Load};

/// Requests that are under way at the same time, each on a connection of its own.
const WORKERS: usize = 16;
/// Direct and through the gateway, in turns.
const ROUNDS: usize = 4;
/// Requests before anything is measured.
const WARM_UP: usize = 1_000;
const READS: usize = 5_000;
const REDIRECTS: usize = 500;

/// When the memory is looked at, in requests since the start.
const LOOKS: [usize; 2] = [10_000, 100_000];
/// How many requests come between two tidyings of the simulator's own record.
const PART: usize = 10_000;
/// Of these many requests one is a redirect with a token that was never seen before.
const PER_NEW_TOKEN: usize = 20;

#[derive(Parser)]
#[command(about = "Load on the gateway in front of the simulator, beside the simulator alone")]
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
        Err(failure) => {
            eprintln!("{failure}");
            std::process::ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), Failure> {
    let simulator = Simulator::start(&arguments.simulator).await?;
    speed(&Chain::start(&simulator, &arguments.gateway).await?).await?;
    memory(&Chain::start(&simulator, &arguments.gateway).await?).await
}

async fn speed(chain: &Chain<'_>) -> Result<(), Failure> {
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

/// The same call at the simulator alone and through the gateway.
struct Both<'a> {
    chain: &'a Chain<'a>,
    direct: Load,
    through: Load,
    /// What the gateway's processor time was for.
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

    async fn warm_up(&self, direct: &[Ask], through: &[Ask]) -> Result<(), Failure> {
        let simulator = &self.chain.simulator.address;
        Load::default().add(simulator, WORKERS, direct).await?;
        Load::default()
            .add(&self.chain.address, WORKERS, through)
            .await
    }

    async fn turn(&mut self, direct: &[Ask], through: &[Ask]) -> Result<(), Failure> {
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

/// A fresh gateway under many requests, of which some come with tokens that it has not seen.
async fn memory(chain: &Chain<'_>) -> Result<(), Failure> {
    println!(
        "\n{:<44}{:>12}{:>12}",
        "memory of the gateway", "resident", "highest"
    );
    let show = |when: &str| -> Result<(), Failure> {
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
