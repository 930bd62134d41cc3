//! A TCP proxy that cuts connections at chosen bytes, or delays their messages.
//!
//! Each connection carries one exchange. The proxy passes on or cuts an answer
//! only after the server has sent all of it, so a request whose answer is cut was
//! certainly carried out. A cut request never reaches the server in full, and no
//! request reaches it twice.

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

/// What happens to an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// Both messages pass.
    Through,
    /// The request gets this far, and both ends are closed.
    CutRequest(Place),
    /// The request arrives, and the answer gets this far.
    CutAnswer(Place),
    /// The request is delayed until [`Proxy::release`], while its caller waits.
    LateRequest,
    /// The request arrives, and the answer is delayed until [`Proxy::release`].
    LateAnswer,
    /// The caller is cut off, and the request still arrives at [`Proxy::release`].
    Adrift,
}

impl Fate {
    /// Whether the exchange waits for [`Proxy::release`].
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
    /// Listens on loopback, in front of a server.
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

    /// Sets the fate of the next connection; later ones pass.
    pub(crate) fn next(&self, fate: Fate) {
        *self.shared.next.lock().unwrap() = fate;
    }

    /// The lengths of the last exchange.
    pub(crate) fn last(&self) -> Lengths {
        *self.shared.last.lock().unwrap()
    }

    /// Waits until an exchange is delayed.
    pub(crate) async fn is_holding(&self) {
        self.shared.holding.notified().await;
    }

    /// Lets the delayed exchange go on, and waits until its request was carried out.
    pub(crate) async fn release(&self) {
        self.shared.released.notify_one();
        self.shared.arrived.notified().await;
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    while let Ok((caller, _)) = listener.accept().await {
        let fate = std::mem::replace(&mut *shared.next.lock().unwrap(), Fate::Through);
        let shared = Arc::clone(&shared);
        // Errors are expected here: closing connections early is this proxy's purpose.
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
