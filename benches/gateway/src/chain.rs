//! Starts the simulator and the gateway as programs, and builds the requests to them.
//!
//! The gateway is configured by the environment, with rate limits that are never reached. Users sign
//! in to the simulator's identity provider as in a page. Each program ends when its value is dropped.

use std::{net::TcpListener, path::Path, process::Stdio};

use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncRead, BufReader},
    process::{Child, Command},
};

use crate::{
    client::{Ask, Connection},
    error::BenchError,
    process::Process,
};

/// A token of the gateway's own app, for direct requests. In the simulator it is a plain word.
pub(crate) const APP_TOKEN: &str = "pull-print-app";
const ADMINISTRATOR_TOKEN: &str = "megan-bowen";
/// The highest rate that the configuration allows.
const MOST_ALLOWED: &str = "1000000";
const PAGE: &str = "http://127.0.0.1/redirect";
/// The example of RFC 7636, appendix B. Nothing here needs to be secret.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";

/// A running simulator.
pub(crate) struct Simulator {
    /// Host and port.
    pub(crate) address: String,
    queue: Queue,
    known: Value,
    _program: Child,
}

/// A share with its printer.
pub(crate) struct Queue {
    pub(crate) share: String,
    pub(crate) printer: String,
}

/// A running gateway in front of a simulator.
pub(crate) struct Chain<'a> {
    pub(crate) simulator: &'a Simulator,
    /// Host and port.
    pub(crate) address: String,
    pub(crate) process: Process,
    /// The destination of redirects.
    pub(crate) destination: Queue,
    _program: Child,
}

impl Simulator {
    pub(crate) async fn start(program: &Path) -> Result<Self, BenchError> {
        let port = free_port()?;
        let address = format!("127.0.0.1:{port}");
        let mut command = Command::new(program);
        command
            .args(["--port", &port.to_string()])
            .args(["--identity", &format!("http://{address}")])
            .arg("--keep-alive")
            .stdout(Stdio::piped());
        let mut child = start(program, command)?;
        let output = child.stdout.take();
        said(program, output, |line| line.contains("listening")).await?;
        let host = control(&address, "GET", "host", None).await?;
        let queue = Queue {
            share: text(&host, "/queues/0/share")?,
            printer: text(&host, "/queues/0/printer")?,
        };
        let page = json!({ "redirectUri": PAGE });
        let known = control(&address, "POST", "sign-in", Some(page)).await?;
        Ok(Self {
            address,
            queue,
            known,
            _program: child,
        })
    }

    /// Adds this many jobs of one user to the queue and returns their ids.
    pub(crate) async fn print(&self, count: usize) -> Result<Vec<String>, BenchError> {
        let mut connection = Connection::open(&self.address).await?;
        let body = json!({ "printer": self.queue.printer, "document": "Load.pdf", "size": 1 });
        let ask = Ask::post("/control/job", JSON, body.to_string());
        let mut jobs = Vec::new();
        for _ in 0..count {
            let (_, answer) = connection.ask(&ask).await?;
            let answer: Value = serde_json::from_slice(&answer).unwrap_or_default();
            jobs.push(text(&answer, "/id")?);
        }
        Ok(jobs)
    }

    /// Closes a share to everyone.
    pub(crate) async fn close(&self, share: &str) -> Result<(), BenchError> {
        let body = json!({ "id": share, "allowAllUsers": false });
        let closed = control(&self.address, "POST", "share", Some(body)).await;
        closed.map(drop)
    }

    /// Clears the simulator's record of requests, so that it does not affect the measurement.
    pub(crate) async fn forget_requests(&self) -> Result<(), BenchError> {
        let forgotten = control(&self.address, "DELETE", "requests", None).await;
        forgotten.map(drop)
    }

    fn known(&self, pointer: &str) -> Result<String, BenchError> {
        text(&self.known, pointer)
    }

    /// A share that is open to everyone, with its printer.
    async fn destination(&self) -> Result<Queue, BenchError> {
        let mut connection = Connection::open(&self.address).await?;
        let mut read = async |path: &str| {
            let (_, answer) = connection.ask(&Ask::get(path, ADMINISTRATOR_TOKEN)).await?;
            Ok::<Value, BenchError>(serde_json::from_slice(&answer).unwrap_or_default())
        };
        let list = "/v1.0/print/shares";
        let answer = read(list).await?;
        let shares = answer.get("value").and_then(Value::as_array);
        let open = shares.into_iter().flatten().find(|share| {
            let is_open = share.get("allowAllUsers").and_then(Value::as_bool);
            let id = share.get("id").and_then(Value::as_str);
            is_open == Some(true) && id != Some(&self.queue.share)
        });
        let share = open.ok_or_else(|| BenchError::Unreadable(list.to_owned()))?;
        let share = text(share, "/id")?;
        let whole = read(&format!("{list}/{share}?$expand=printer")).await?;
        let printer = text(&whole, "/printer/id")?;
        Ok(Queue { share, printer })
    }
}

impl<'a> Chain<'a> {
    pub(crate) async fn start(
        simulator: &'a Simulator,
        program: &Path,
    ) -> Result<Self, BenchError> {
        let here = format!("http://{}", simulator.address);
        let mut command = Command::new(program);
        command
            .arg("serve")
            .env_clear()
            .env("GATEWAY__SERVER__LISTEN", "127.0.0.1:0")
            .env("GATEWAY__SERVER__ADMIN_LISTEN", "127.0.0.1:0")
            .env("GATEWAY__SERVER__ORIGINS", "http://127.0.0.1")
            .env("GATEWAY__TENANT__IDS", simulator.known("/tenantId")?)
            .env("GATEWAY__TENANT__GRAPH", &here)
            .env("GATEWAY__TENANT__AUTHORITY", &here)
            .env(
                "GATEWAY__APP__CLIENT_ID",
                simulator.known("/gateway/clientId")?,
            )
            .env("GATEWAY__APP__SECRET", simulator.known("/gateway/secret")?)
            .env("GATEWAY__LIMITS__PER_USER_PER_MINUTE", MOST_ALLOWED)
            .env("GATEWAY__LIMITS__OVERALL_PER_MINUTE", MOST_ALLOWED)
            // Audit lines are written too. They are read and discarded.
            .stderr(Stdio::piped());
        let mut child = start(program, command)?;
        let output = child.stderr.take();
        let line = said(program, output, |line| line.contains("\"listening\"")).await?;
        let line: Value = serde_json::from_str(&line).unwrap_or_default();
        let ended = || BenchError::Silent {
            program: program.to_owned(),
            said: line.to_string(),
        };
        Ok(Self {
            address: text(&line, "/public")?,
            process: Process(child.id().ok_or_else(ended)?),
            destination: simulator.destination().await?,
            simulator,
            _program: child,
        })
    }

    /// A new token for the gateway, requested as a page does.
    pub(crate) async fn user_token(&self) -> Result<String, BenchError> {
        let simulator = self.simulator;
        let mut connection = Connection::open(&simulator.address).await?;
        let tenant = simulator.known("/tenantId")?;
        let client = simulator.known("/clientId")?;
        let scope = simulator.known("/gateway/scope")?;
        let path = format!(
            "/{tenant}/oauth2/v2.0/authorize?client_id={client}&redirect_uri={PAGE}&response_type=code\
             &response_mode=query&scope={scope}&code_challenge={CHALLENGE}&code_challenge_method=S256"
        );
        let ask = Ask::get(&path, "").answered(302);
        let (answer, _) = connection.ask(&ask).await?;
        let location = answer.headers().get("location");
        let location = location.and_then(|value| value.to_str().ok());
        let code = location.and_then(|location| {
            let (_, rest) = location.split_once("code=")?;
            rest.split('&').next()
        });
        let code = code.ok_or_else(|| BenchError::Unreadable(path.clone()))?;
        let body = format!(
            "grant_type=authorization_code&client_id={client}&redirect_uri={PAGE}&code={code}\
             &code_verifier={VERIFIER}"
        );
        let ask = Ask::post(&format!("/{tenant}/oauth2/v2.0/token"), FORM, body);
        let (_, answer) = connection.ask(&ask).await?;
        let answer: Value = serde_json::from_slice(&answer).unwrap_or_default();
        text(&answer, "/access_token")
    }

    pub(crate) fn job(&self, job: &str) -> String {
        let printer = &self.simulator.queue.printer;
        format!("/v1.0/print/printers/{printer}/jobs/{job}")
    }

    pub(crate) fn printer_of_share(&self) -> String {
        let share = &self.simulator.queue.share;
        format!("/v1.0/print/shares/{share}/printer?$select=id")
    }

    /// Redirects of this many new jobs.
    pub(crate) async fn redirects(
        &self,
        count: usize,
        token: &str,
    ) -> Result<Vec<Ask>, BenchError> {
        let jobs = self.simulator.print(count).await?;
        let asks = jobs.iter().map(|job| self.redirect(job, token));
        Ok(asks.collect())
    }

    /// A redirect that is refused, because the share is closed.
    pub(crate) fn refused_redirect(&self, job: &str, token: &str) -> Ask {
        self.redirect(job, token).answered(403)
    }

    fn redirect(&self, job: &str, token: &str) -> Ask {
        let Queue { share, printer } = &self.destination;
        let body = json!({ "destinationPrinterId": printer }).to_string();
        let mut ask = Ask::post(&format!("{}/redirect", self.job(job)), JSON, body);
        ask.headers.push(("print-share", share.clone()));
        ask.with_token(token)
    }
}

fn start(program: &Path, mut command: Command) -> Result<Child, BenchError> {
    command
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .map_err(|cause| BenchError::Start {
            program: program.to_owned(),
            cause,
        })
}

/// The first output line that is wanted. Later lines are read and discarded, so that the program
/// does not block.
async fn said(
    program: &Path,
    output: Option<impl AsyncRead + Unpin + Send + 'static>,
    is_wanted: impl Fn(&str) -> bool,
) -> Result<String, BenchError> {
    let silent = |said: &[String]| BenchError::Silent {
        program: program.to_owned(),
        said: said.join("\n"),
    };
    let mut said = Vec::new();
    let mut lines = BufReader::new(output.ok_or_else(|| silent(&said))?).lines();
    while let Some(line) = lines.next_line().await? {
        if is_wanted(&line) {
            tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
            return Ok(line);
        }
        said.push(line);
    }
    Err(silent(&said))
}

async fn control(
    address: &str,
    method: &'static str,
    verb: &str,
    body: Option<Value>,
) -> Result<Value, BenchError> {
    let mut connection = Connection::open(address).await?;
    let ask = Ask {
        method,
        // Calls without a result are answered with 204.
        wanted: match verb {
            "share" | "requests" => 204,
            _ => 200,
        },
        ..Ask::post(
            &format!("/control/{verb}"),
            JSON,
            body.map(|body| body.to_string()).unwrap_or_default(),
        )
    };
    let (_, answer) = connection.ask(&ask).await?;
    Ok(serde_json::from_slice(&answer).unwrap_or_default())
}

fn text(value: &Value, pointer: &str) -> Result<String, BenchError> {
    let found = value.pointer(pointer).and_then(Value::as_str);
    found
        .map(str::to_owned)
        .ok_or_else(|| BenchError::Unreadable(pointer.to_owned()))
}

/// A port that is free now. It must be known early, because the identity provider's address is
/// part of its tokens.
fn free_port() -> Result<u16, BenchError> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    Ok(listener.local_addr()?.port())
}
