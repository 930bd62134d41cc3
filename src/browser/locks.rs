//! Claims a job, so that no other tab of this browser redirects it. Uses Web Locks.
//!
//! A claim lasts until its guard is dropped or the tab closes. A page that may not use locks,
//! because of an opaque origin or an insecure context, cannot claim jobs.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Object, Promise, Reflect};
use universal_print::redirect::JobClaim;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// A granted claim. Dropping it releases the claim.
#[derive(Debug)]
pub struct ClaimGuard {
    release: Function,
}

impl Drop for ClaimGuard {
    fn drop(&mut self) {
        let _ = self.release.call0(&JsValue::UNDEFINED);
    }
}

/// Claims `name` if no tab holds it. Never waits for another tab.
pub async fn claim(name: &str) -> (JobClaim, Option<ClaimGuard>) {
    request(name).await.unwrap_or((JobClaim::Unavailable, None))
}

async fn request(name: &str) -> Option<(JobClaim, Option<ClaimGuard>)> {
    let window = web_sys::window()?;
    let navigator: JsValue = window.navigator().into();
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    let request: Function = Reflect::get(&locks, &"request".into())
        .ok()?
        .dyn_into()
        .ok()?;
    // Without a prototype: what a page added to every object would be options of the lock.
    let options: Object = Object::create(JsValue::NULL.unchecked_ref());
    Reflect::set(&options, &"ifAvailable".into(), &JsValue::TRUE).ok()?;

    let held: Rc<RefCell<Option<ClaimGuard>>> = Rc::default();
    let mut answered: Option<Function> = None;
    let answer = Promise::new(&mut |resolve, _| answered = Some(resolve));
    let answered = answered?;
    let granted = Rc::clone(&held);
    let told = answered.clone();
    let callback = Closure::once_into_js(move |lock: JsValue| -> JsValue {
        let until = if lock.is_null() || lock.is_undefined() {
            JsValue::UNDEFINED
        } else {
            Promise::new(&mut |release, _| *granted.borrow_mut() = Some(ClaimGuard { release }))
                .into()
        };
        let _ = told.call1(&JsValue::UNDEFINED, &(!lock.is_null()).into());
        until
    });
    let requested = request
        .call3(&locks, &name.into(), &options, &callback)
        .ok()?;
    // A refused request rejects instead of calling back.
    let refused = Closure::once_into_js(move |_: JsValue| {
        let _ = answered.call1(&JsValue::UNDEFINED, &JsValue::UNDEFINED);
    });
    let requested = Promise::resolve(&requested);
    let on_rejected: Function = refused.unchecked_into();
    let _ = Reflect::get(&requested, &"catch".into())
        .ok()?
        .dyn_into::<Function>()
        .ok()?
        .call1(&requested, &on_rejected);
    let answer = JsFuture::from(answer).await.ok()?;
    let claim = match answer.as_bool() {
        Some(true) => JobClaim::Granted,
        Some(false) => JobClaim::HeldElsewhere,
        None => JobClaim::Unavailable,
    };
    let held = held.borrow_mut().take();
    Some((claim, held))
}
