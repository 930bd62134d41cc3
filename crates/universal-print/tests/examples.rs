//! Runs every program in `examples/` and compares what it writes.
//!
//! The programs are included as modules, so `cargo test` also compiles them as
//! users run them.

#![allow(
    clippy::unwrap_used,
    reason = "clippy spares tests only inside the functions marked as such"
)]

#[path = "../examples/explain_fault.rs"]
mod explain_fault;
#[path = "../examples/read_jobs.rs"]
mod read_jobs;
#[path = "../examples/redirect.rs"]
mod redirect;

#[test]
fn read_jobs_lists_the_jobs_of_both_pages() {
    let expected = "\
211  Minutes.pdf  it waits to be redirected
212  (no name)    its upload is not complete
213  (no name)    it was redirected
214  Plan.pdf     it waits to be redirected
";
    assert_eq!(read_jobs::report().unwrap(), expected);
    read_jobs::main().unwrap();
}

#[test]
fn redirect_finds_a_lost_answer_and_sends_once() {
    let expected = r#"
  0 s  claim the job
  0 s  read the job: it waits to be redirected
  0 s  write to the journal
  0 s  send {"destinationPrinterId":"c21e7e0a","configuration":{"copies":1,"mediaSize":"A4"}}
  0 s  redirect failed: the connection failed (client-request-id 0b9c1f6e)
  1 s  read the job: it was redirected
  1 s  remove from the journal
  1 s  let go of the job
  1 s  the destination has it as job 9
  1 s  redirects sent: 1
"#;
    assert_eq!(
        redirect::report().unwrap(),
        expected.trim_start_matches('\n')
    );
    redirect::main().unwrap();
}

#[test]
fn explain_fault_names_what_the_token_lacks() {
    let expected = "\
redirect failed: the permission, the licence or the kind of token does not allow it (status 403, code UnknownError, request-id 07c794c1, client-request-id 0b9c1f6e): The token does not have one or more required security scopes.
The call had no effect.
The token is delegated, and the call takes only application ones.
The token lacks the application permission PrintJob.Manage.All, which an administrator can grant.
The token lacks the application permission Printer.Read.All, which an administrator can grant.
See https://learn.microsoft.com/graph/api/printjob-redirect
";
    assert_eq!(explain_fault::report().unwrap(), expected);
    explain_fault::main().unwrap();
}
