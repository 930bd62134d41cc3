//! One job, two printers, three tabs, and the network between them.
//!
//! Effects of the protocol machine are carried out as the runner in `host` does.
//! A message takes half of [`World::latency_ms`] each way; a send that has left
//! arrives even when its tab is closed. The tenant has the truth: after each send
//! that arrives, a copy of the tenant runs to its end and its paper is counted.

mod network;

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Value, json};
use simulator::fault::FaultKind;
use simulator::{SettingsMode, Tenant};
use universal_print::ids::PrinterId;
use universal_print::redirect::{Effect, Input, JobClaim, Outcome, Redirect};

use crate::office::{APP, JOB, QUEUE, START_MS, USER};

const ORIGIN: &str = "https://graph.microsoft.com/v1.0";

/// One press of the button, or one check of an earlier press.
pub(crate) struct Watch {
    pub(crate) tab: usize,
    pub(crate) destination: &'static str,
    /// The outcome, once the tab has reported it.
    pub(crate) outcome: Option<Outcome>,
    /// Sends that reached the tenant and were not certainly refused.
    pub(crate) sends: usize,
    /// The tab was closed before it reported an outcome.
    pub(crate) is_abandoned: bool,
    redirect: Redirect,
}

/// A release of the job, by a watch or by the app that holds it.
pub(crate) struct Release {
    pub(crate) by: Option<usize>,
}

enum Coming {
    Arrival {
        watch: usize,
        call: Call,
    },
    /// The browser answers a claim.
    Lock {
        watch: usize,
    },
    Input {
        watch: usize,
        input: Input,
    },
}

#[derive(Clone, Copy)]
enum Call {
    /// A read of the job, and how often it was repeated.
    Source {
        repeats: u32,
    },
    Send,
    /// A send whose caller got another answer meanwhile.
    LateSend,
}

/// How a send fails.
#[derive(Clone, Debug)]
pub(crate) enum Mishap {
    /// By the tenant or the network.
    FaultKind(FaultKind),
    /// A proxy answers 504, and the send still arrives after this many ms.
    Late(i64),
}

pub(crate) struct World {
    tenant: Tenant,
    pub(crate) now_ms: i64,
    pub(crate) latency_ms: i64,
    pub(crate) has_locks: bool,
    /// How long the browser takes to answer a claim, in ms.
    pub(crate) lock_lag_ms: i64,
    pub(crate) has_storage: bool,
    pub(crate) watches: Vec<Watch>,
    pub(crate) releases: Vec<Release>,
    /// An intention was lost: its tab could not write the journal, or another tab
    /// without locks removed the entry.
    pub(crate) lost_intention: bool,
    open: [bool; 3],
    current: [Option<usize>; 3],
    lock: Option<usize>,
    journal: Option<(usize, &'static str)>,
    spoilt_sends: Vec<Mishap>,
    spoilt_looks: Vec<FaultKind>,
    coming: BTreeMap<(i64, u64), Coming>,
    serial: u64,
}

impl World {
    pub(crate) fn new(tenant: Tenant) -> Self {
        Self {
            tenant,
            now_ms: START_MS,
            latency_ms: 100,
            has_locks: true,
            lock_lag_ms: 0,
            has_storage: true,
            watches: Vec::new(),
            releases: Vec::new(),
            lost_intention: false,
            open: [true, false, false],
            current: [None; 3],
            lock: None,
            journal: None,
            spoilt_sends: Vec::new(),
            spoilt_looks: Vec::new(),
            coming: BTreeMap::new(),
            serial: 0,
        }
    }

    /// The user presses in a tab, if the widget would allow it.
    pub(crate) fn press(&mut self, tab: usize, destination: &'static str) {
        let may_press = match self.current[tab].map(|watch| &self.watches[watch].outcome) {
            None => true,
            Some(None) => false,
            Some(Some(outcome)) => {
                outcome.is_still_waiting()
                    || matches!(outcome, Outcome::InAnotherTab | Outcome::NotHeld)
            }
        };
        if self.open[tab] && may_press {
            let start = Redirect::press(PrinterId::new(destination).unwrap());
            self.watch(tab, destination, start);
        }
    }

    /// The user asks what became of an unconfirmed send.
    pub(crate) fn check_again(&mut self, tab: usize) {
        let Some(watch) = self.current[tab].map(|watch| &self.watches[watch]) else {
            return;
        };
        if matches!(watch.outcome, Some(Outcome::Unconfirmed(_))) {
            let destination = watch.destination;
            let start = Redirect::resume(PrinterId::new(destination).unwrap());
            self.watch(tab, destination, start);
        }
    }

    /// Closes a tab, whatever it is doing.
    pub(crate) fn close(&mut self, tab: usize) {
        self.open[tab] = false;
        let Some(watch) = self.current[tab].take() else {
            return;
        };
        if self.lock == Some(watch) {
            self.lock = None;
        }
        self.watches[watch].is_abandoned = self.watches[watch].outcome.is_none();
        self.coming.retain(|_, coming| match coming {
            Coming::Arrival { watch: of, call } => {
                *of != watch || !matches!(call, Call::Source { .. })
            }
            Coming::Lock { watch: of } | Coming::Input { watch: of, .. } => *of != watch,
        });
    }

    /// Opens a tab, which checks what the journal holds.
    pub(crate) fn open(&mut self, tab: usize) {
        if self.open[tab] {
            return;
        }
        self.open[tab] = true;
        if self.has_storage
            && let Some((_, destination)) = self.journal
        {
            let start = Redirect::resume(PrinterId::new(destination).unwrap());
            self.watch(tab, destination, start);
        }
    }

    /// Makes the next send fail.
    pub(crate) fn spoil_send(&mut self, mishap: Mishap) {
        self.spoilt_sends.push(mishap);
    }

    /// Makes the next reads of the job fail, this many.
    pub(crate) fn spoil_looks(&mut self, times: usize, trouble: &FaultKind) {
        let troubles = std::iter::repeat_n(trouble.clone(), times);
        self.spoilt_looks.extend(troubles);
    }

    /// The application that holds the job sends it to a third printer.
    pub(crate) fn release_elsewhere(&mut self) {
        let url = format!("{ORIGIN}/print/printers/{QUEUE}/jobs/{JOB}/redirect");
        let body = json!({ "destinationPrinterId": "elsewhere" });
        let redirect = simulator::Request::new("POST", &url, APP).with_json(&body);
        self.tenant.answer(&redirect, self.now_ms);
        self.note_release(None);
    }

    /// The owner cancels the job, for example in the settings of Windows.
    pub(crate) fn cancel(&mut self) {
        let url = format!("{ORIGIN}/print/printers/{QUEUE}/jobs/{JOB}/cancel");
        let cancel = simulator::Request::new("POST", &url, USER);
        self.tenant.answer(&cancel, self.now_ms);
    }

    /// Lets time pass.
    pub(crate) fn advance(&mut self, ms: i64) {
        let until = self.now_ms + ms;
        while let Some(next) = self.coming.first_entry() {
            if next.key().0 > until {
                break;
            }
            let ((due, _), coming) = next.remove_entry();
            self.now_ms = self.now_ms.max(due);
            match coming {
                Coming::Arrival { watch, call } => self.arrive(watch, call),
                Coming::Lock { watch } => self.answer_claim(watch),
                Coming::Input { watch, input } => self.hand(watch, input),
            }
        }
        self.now_ms = until;
    }

    /// The machine sleeps: the tenant goes on, the machine's messages stop, and its
    /// waits either stop too or are over when it wakes.
    pub(crate) fn sleep(&mut self, ms: i64, waits_go_on: bool) {
        self.now_ms += ms;
        let coming = std::mem::take(&mut self.coming);
        let slept = |((due, serial), coming)| {
            let goes_on = match &coming {
                Coming::Arrival { call, .. } => matches!(call, Call::LateSend),
                Coming::Lock { .. } => false,
                Coming::Input { input, .. } => waits_go_on && matches!(input, Input::Elapsed(_)),
            };
            let due = if goes_on { due } else { due + ms };
            ((due, serial), coming)
        };
        self.coming = coming.into_iter().map(slept).collect();
    }

    /// The printers that print the job, if nothing more happens.
    pub(crate) fn papers(&self) -> Vec<String> {
        let mut end = self.tenant.clone();
        end.settle(self.now_ms + 3_600_000);
        let printed = end.printed();
        for mode in SettingsMode::ALL {
            assert_eq!(end.printed_in_mode(mode), printed, "{mode:?}");
        }
        let printed = printed.into_iter();
        printed.map(|printed| printed.printer_id).collect()
    }

    /// Whether the queue still holds the job, ready to be released.
    pub(crate) fn is_waiting(&self) -> bool {
        let url = format!("{ORIGIN}/print/printers/{QUEUE}/jobs/{JOB}");
        let mut copy = self.tenant.clone();
        let look = simulator::Request::new("GET", &url, APP);
        let job = copy.answer(&look, self.now_ms).response().unwrap().json();
        job["status"]["state"] == "paused" && job["redirectedTo"] == Value::Null
    }

    fn watch(&mut self, tab: usize, destination: &'static str, start: (Redirect, Vec<Effect>)) {
        let (redirect, effects) = start;
        let watch = self.watches.len();
        self.watches.push(Watch {
            tab,
            destination,
            outcome: None,
            sends: 0,
            is_abandoned: false,
            redirect,
        });
        self.current[tab] = Some(watch);
        self.carry_out(watch, effects);
    }

    fn hand(&mut self, watch: usize, input: Input) {
        let effects = self.watches[watch].redirect.step(input);
        self.watches[watch].outcome = self.watches[watch].redirect.outcome().cloned();
        self.carry_out(watch, effects);
    }

    fn carry_out(&mut self, watch: usize, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Claim => self.come(self.lock_lag_ms, Coming::Lock { watch }),
                Effect::ReleaseClaim => {
                    if self.lock == Some(watch) {
                        self.lock = None;
                    }
                }
                Effect::WriteJournal if self.has_storage => {
                    self.strike_out(watch);
                    self.journal = Some((watch, self.watches[watch].destination));
                }
                Effect::WriteJournal => self.lost_intention = true,
                Effect::RemoveFromJournal => self.strike_out(watch),
                Effect::ReadSource => self.depart(0, watch, Call::Source { repeats: 0 }),
                Effect::Send => self.depart(0, watch, Call::Send),
                Effect::Renew { .. } => {
                    self.come(
                        50,
                        Coming::Input {
                            watch,
                            input: Input::Renewed(Ok(())),
                        },
                    );
                }
                Effect::Wait { id, pause } => {
                    self.come(
                        millis(pause),
                        Coming::Input {
                            watch,
                            input: Input::Elapsed(id),
                        },
                    );
                }
            }
        }
    }

    fn answer_claim(&mut self, watch: usize) {
        let claim = match self.lock {
            _ if !self.has_locks => JobClaim::Unavailable,
            Some(_) => JobClaim::HeldElsewhere,
            None => {
                self.lock = Some(watch);
                JobClaim::Granted
            }
        };
        self.hand(watch, Input::Claimed(claim));
    }

    /// Removes the journal's entry about the job, whichever tab wrote it.
    fn strike_out(&mut self, watch: usize) {
        let other = self.journal.take().map(|(by, _)| by);
        let other = other.filter(|by| *by != watch);
        self.lost_intention |= other.is_some_and(|by| self.watches[by].outcome.is_none());
    }

    fn come(&mut self, in_ms: i64, coming: Coming) {
        self.serial += 1;
        self.coming
            .insert((self.now_ms + in_ms, self.serial), coming);
    }
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap()
}
