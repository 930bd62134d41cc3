//! A TCP proxy that cuts connections at chosen bytes, or holds up what they carry.
//!
//! Each connection carries one exchange. An answer is passed on, or cut, only
//! when the server has given all of it: whoever is cut off from an answer can be
//! certain that its request was carried out. A request that is cut never reaches
//! the server whole, and no request reaches it twice.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

/// How far a message gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Not one byte.
    Nothing,
    /// To the middle of the head.
    MidHead,
    /// All of the head but its last byte.
    AlmostHead,
    /// The head, and nothing of the body.
    Head,
    /// To the middle of the body.
    MidBody,
    /// All but the last byte.
    AlmostAll,
    /// This many bytes.
    Bytes(usize),
}

/// What becomes of an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It goes through.
    Through,
    /// The request gets this far, and both ends are closed.
    CutRequest(Place),
    /// The request arrives, and the answer gets this far.
    CutAnswer(Place),
    /// The request is kept until [`Proxy::release`], with its caller waiting.
    LateRequest,
    /// The request arrives, and the answer is kept until [`Proxy::release`].
    LateAnswer,
    /// The caller is cut off; the request arrives at [`Proxy::release`] all the same.
    Adrift,
}

impl Fate {
    /// Whether it waits for [`Proxy::release`].
    pub(crate) fn is_held(self) -> bool {
        matches!(self, Self::LateRequest | Self::LateAnswer | Self::Adrift)
    }
}

/// How many bytes an exchange had.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Lengths {
    pub(crate) request: usize,
    pub(crate) answer: usize,
}

pub(crate) struct Proxy {
    pub(crate) address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    server: SocketAddr,
    next: Mutex<Fate>,
    last: Mutex<Lengths>,
    holding: Notify,
    released: Notify,
    arrived: Notify,
}

impl Place {
    fn of(self, message: &[u8]) -> usize {
        let head = head(message).unwrap_or(message.len());
        match self {
            Self::Nothing => 0,
            Self::MidHead => head / 2,
            Self::AlmostHead => head - 1,
            Self::Head => head,
            Self::MidBody => usize::midpoint(head, message.len()),
            Self::AlmostAll => message.len() - 1,
            Self::Bytes(count) => count,
        }
    }
}

impl Proxy {
    /// Starts to listen on loopback, in front of a server.
    pub(crate) async fn start(server: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind((server.ip(), 0)).await?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            server,
            next: Mutex::new(Fate::Through),
            last: Mutex::default(),
            holding: Notify::new(),
            released: Notify::new(),
            arrived: Notify::new(),
        });
        tokio::spawn(accept(listener, Arc::clone(&shared)));
        Ok(Self { address, shared })
    }

    /// What the next connection meets; those after it go through.
    pub(crate) fn next(&self, fate: Fate) {
        *self.shared.next.lock().unwrap() = fate;
    }

    /// The exchange that was carried last.
    pub(crate) fn last(&self) -> Lengths {
        *self.shared.last.lock().unwrap()
    }

    /// Returns once an exchange is held up.
    pub(crate) async fn is_holding(&self) {
        self.shared.holding.notified().await;
    }

    /// Lets what is held up go on, and returns once its request has been carried out.
    pub(crate) async fn release(&self) {
        self.shared.released.notify_one();
        self.shared.arrived.notified().await;
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    while let Ok((caller, _)) = listener.accept().await {
        let fate = std::mem::replace(&mut *shared.next.lock().unwrap(), Fate::Through);
        let shared = Arc::clone(&shared);
        // An end that went away early is what this proxy is for: nobody to tell.
        tokio::spawn(async move { carry(caller, fate, &shared).await });
    }
}

async fn carry(mut caller: TcpStream, fate: Fate, shared: &Shared) -> io::Result<()> {
    if fate == Fate::CutRequest(Place::Nothing) {
        return Ok(());
    }
    let request = read_request(&mut caller).await?;
    let mut server = TcpStream::connect(shared.server).await?;
    if let Fate::CutRequest(place) = fate {
        // A request without a body ends with its head.
        let end = place.of(&request).min(request.len() - 1);
        return server.write_all(&request[..end]).await;
    }
    let mut caller = (fate != Fate::Adrift).then_some(caller);
    if matches!(fate, Fate::LateRequest | Fate::Adrift) {
        shared.hold().await;
    }
    server.write_all(&request).await?;
    let mut answer = Vec::new();
    server.read_to_end(&mut answer).await?;
    if fate == Fate::LateAnswer {
        shared.hold().await;
    }
    if fate.is_held() {
        shared.arrived.notify_one();
    }
    *shared.last.lock().unwrap() = Lengths {
        request: request.len(),
        answer: answer.len(),
    };
    let end = match fate {
        Fate::CutAnswer(place) => place.of(&answer),
        _ => answer.len(),
    };
    match &mut caller {
        Some(caller) => caller.write_all(&answer[..end]).await,
        None => Ok(()),
    }
}

impl Shared {
    async fn hold(&self) {
        self.holding.notify_one();
        self.released.notified().await;
    }
}

async fn read_request(caller: &mut TcpStream) -> io::Result<Vec<u8>> {
    let mut request = Vec::new();
    loop {
        let whole = head(&request).map(|end| end + content_length(&request[..end]));
        if whole.is_some_and(|whole| request.len() >= whole) {
            return Ok(request);
        }
        if caller.read_buf(&mut request).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
}

/// Where the head of a message ends, once it is there.
fn head(message: &[u8]) -> Option<usize> {
    let end = message.windows(4).position(|bytes| bytes == b"\r\n\r\n")?;
    Some(end + 4)
}

fn content_length(head: &[u8]) -> usize {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let mut lines = head.lines();
    let length = lines.find_map(|line| line.strip_prefix("content-length:"));
    length.map_or(0, |length| length.trim().parse().unwrap())
}
