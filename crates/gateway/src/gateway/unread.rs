//! Says that a connection ends after the answer, if the body of the request was not read.
//!
//! The server cannot use such a connection again, and closes it. A proxy that is not told so
//! may send somebody else's POST into the connection that is being closed. It then answers
//! 502, because nobody may repeat a POST.
//!
//! <https://www.rfc-editor.org/rfc/rfc9112#section-9.6>

use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, ready},
};

use axum::{
    body::{Body, Bytes, HttpBody},
    extract::Request,
    http::{HeaderValue, header},
    middleware::Next,
    response::Response,
};
use hyper::body::{Frame, SizeHint};

/// Answers a request, with `connection: close` if its body was not read to the end.
pub(super) async fn tell(request: Request, next: Next) -> Response {
    let (head, body) = request.into_parts();
    let ended = Arc::new(AtomicBool::new(body.is_end_stream()));
    let body = Body::new(WatchedBody {
        body,
        ended: Arc::clone(&ended),
    });
    let mut answer = next.run(Request::from_parts(head, body)).await;
    if !ended.load(Ordering::Relaxed) {
        let close = HeaderValue::from_static("close");
        answer.headers_mut().insert(header::CONNECTION, close);
    }
    answer
}

/// A body whose end is noted.
struct WatchedBody {
    body: Body,
    ended: Arc<AtomicBool>,
}

impl HttpBody for WatchedBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        if frame.is_none() {
            self.ended.store(true, Ordering::Relaxed);
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
