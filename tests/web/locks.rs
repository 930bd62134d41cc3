//! Claims with Web Locks: granted, held elsewhere, or unavailable.

use print_redirect::browser::locks::claim;
use universal_print::redirect::JobClaim;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::js::{run, turn};

#[wasm_bindgen_test]
async fn a_claim_is_granted_again_only_after_its_release() {
    let (first, held) = claim("print-redirect test 1").await;
    assert_eq!(first, JobClaim::Granted);
    let held = held.unwrap();
    let (second, nothing) = claim("print-redirect test 1").await;
    assert_eq!(second, JobClaim::HeldElsewhere);
    assert!(nothing.is_none());
    let (other, other_held) = claim("print-redirect test 2").await;
    assert_eq!(other, JobClaim::Granted);

    drop((held, other_held));
    turn().await;
    let (again, held) = claim("print-redirect test 1").await;
    assert_eq!(again, JobClaim::Granted);
    drop(held);
}

#[wasm_bindgen_test]
async fn a_page_without_locks_cannot_claim() {
    for locks in [
        "undefined",
        "null",
        "({})",
        "({ request() { throw new DOMException('denied', 'SecurityError') } })",
        "({ request() { return Promise.reject(new DOMException('denied', 'SecurityError')) } })",
        "({ request() { return Promise.reject(undefined) } })",
    ] {
        run(&format!(
            "Object.defineProperty(navigator, 'locks', {{ configurable: true, value: {locks} }})"
        ));
        let (claim, held) = claim("print-redirect test 3").await;
        run("delete navigator.locks");
        assert_eq!(claim, JobClaim::Unavailable, "{locks}");
        assert!(held.is_none());
    }
}
