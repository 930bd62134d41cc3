//! Names the operations of Graph that the tenant answers.
//!
//! One table maps method and path to the operation. Routing, the refusal of other
//! methods, and faults for one operation all read it, so they cannot disagree.

use serde::{Deserialize, Serialize};

use crate::graph_error::GraphError;

/// An operation of Graph, named like its page in the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum GraphOperation {
    /// <https://learn.microsoft.com/graph/json-batching>
    Batch,
    /// <https://learn.microsoft.com/graph/api/print-list-recentshares?view=graph-rest-beta>
    ListRecentShares,
    /// <https://learn.microsoft.com/graph/api/print-list-shares>
    ListShares,
    /// <https://learn.microsoft.com/graph/api/printershare-get>
    GetShare,
    /// <https://learn.microsoft.com/graph/api/printer-get>
    GetPrinterOfShare,
    /// <https://learn.microsoft.com/graph/api/printershare-list-jobs>
    ListJobsOfShare,
    /// <https://learn.microsoft.com/graph/api/printjob-get>
    GetJobOfShare,
    /// <https://learn.microsoft.com/graph/api/print-list-printers>
    ListPrinters,
    /// <https://learn.microsoft.com/graph/api/printer-get>
    GetPrinter,
    /// <https://learn.microsoft.com/graph/api/printer-list-shares>
    ListSharesOfPrinter,
    /// <https://learn.microsoft.com/graph/api/printershare-get>
    GetShareOfPrinter,
    /// <https://learn.microsoft.com/graph/api/printer-list-jobs>
    ListJobsOfPrinter,
    /// <https://learn.microsoft.com/graph/api/printjob-get>
    GetJobOfPrinter,
    /// <https://learn.microsoft.com/graph/api/printjob-update>
    UpdateJob,
    /// <https://learn.microsoft.com/graph/api/printjob-redirect>
    Redirect,
    /// <https://learn.microsoft.com/graph/api/printjob-cancel>
    Cancel,
    /// <https://learn.microsoft.com/graph/api/printjob-abort>
    Abort,
    /// <https://learn.microsoft.com/graph/api/printer-list-tasktriggers>
    ListTriggers,
    /// <https://learn.microsoft.com/graph/api/printer-post-tasktriggers>
    CreateTrigger,
    /// <https://learn.microsoft.com/graph/api/printtasktrigger-get>
    GetTrigger,
    /// <https://learn.microsoft.com/graph/api/printer-delete-tasktrigger>
    DeleteTrigger,
    /// <https://learn.microsoft.com/graph/api/print-list-taskdefinitions>
    ListDefinitions,
    /// <https://learn.microsoft.com/graph/api/print-post-taskdefinitions>
    CreateDefinition,
    /// <https://learn.microsoft.com/graph/api/printtaskdefinition-get>
    GetDefinition,
    /// <https://learn.microsoft.com/graph/api/print-update-taskdefinition>
    UpdateDefinition,
    /// <https://learn.microsoft.com/graph/api/print-delete-taskdefinition>
    DeleteDefinition,
    /// <https://learn.microsoft.com/graph/api/printtaskdefinition-list-tasks>
    ListTasks,
    /// <https://learn.microsoft.com/graph/api/printtask-get>
    GetTask,
    /// <https://learn.microsoft.com/graph/api/printtaskdefinition-update-task>
    UpdateTask,
}

/// Method and path of every operation; `*` stands for an id.
#[rustfmt::skip]
const OPERATIONS: &[(GraphOperation, &str, &[&str])] = &[
    (GraphOperation::Batch, "POST", &["$batch"]),
    (GraphOperation::ListRecentShares, "GET", &["me", "print", "recentPrinterShares"]),
    (GraphOperation::ListShares, "GET", &["print", "shares"]),
    (GraphOperation::GetShare, "GET", &["print", "shares", "*"]),
    (GraphOperation::GetPrinterOfShare, "GET", &["print", "shares", "*", "printer"]),
    (GraphOperation::ListJobsOfShare, "GET", &["print", "shares", "*", "jobs"]),
    (GraphOperation::GetJobOfShare, "GET", &["print", "shares", "*", "jobs", "*"]),
    (GraphOperation::ListPrinters, "GET", &["print", "printers"]),
    (GraphOperation::GetPrinter, "GET", &["print", "printers", "*"]),
    (GraphOperation::ListSharesOfPrinter, "GET", &["print", "printers", "*", "shares"]),
    (GraphOperation::GetShareOfPrinter, "GET", &["print", "printers", "*", "shares", "*"]),
    (GraphOperation::ListJobsOfPrinter, "GET", &["print", "printers", "*", "jobs"]),
    (GraphOperation::GetJobOfPrinter, "GET", &["print", "printers", "*", "jobs", "*"]),
    (GraphOperation::UpdateJob, "PATCH", &["print", "printers", "*", "jobs", "*"]),
    (GraphOperation::Redirect, "POST", &["print", "printers", "*", "jobs", "*", "redirect"]),
    (GraphOperation::Cancel, "POST", &["print", "printers", "*", "jobs", "*", "cancel"]),
    (GraphOperation::Abort, "POST", &["print", "printers", "*", "jobs", "*", "abort"]),
    (GraphOperation::ListTriggers, "GET", &["print", "printers", "*", "taskTriggers"]),
    (GraphOperation::CreateTrigger, "POST", &["print", "printers", "*", "taskTriggers"]),
    (GraphOperation::GetTrigger, "GET", &["print", "printers", "*", "taskTriggers", "*"]),
    (GraphOperation::DeleteTrigger, "DELETE", &["print", "printers", "*", "taskTriggers", "*"]),
    (GraphOperation::ListDefinitions, "GET", &["print", "taskDefinitions"]),
    (GraphOperation::CreateDefinition, "POST", &["print", "taskDefinitions"]),
    (GraphOperation::GetDefinition, "GET", &["print", "taskDefinitions", "*"]),
    (GraphOperation::UpdateDefinition, "PATCH", &["print", "taskDefinitions", "*"]),
    (GraphOperation::DeleteDefinition, "DELETE", &["print", "taskDefinitions", "*"]),
    (GraphOperation::ListTasks, "GET", &["print", "taskDefinitions", "*", "tasks"]),
    (GraphOperation::GetTask, "GET", &["print", "taskDefinitions", "*", "tasks", "*"]),
    (GraphOperation::UpdateTask, "PATCH", &["print", "taskDefinitions", "*", "tasks", "*"]),
];

impl GraphOperation {
    /// The operation of a method and of the path after the version, with the ids in
    /// the path. Another method on a known path is 405, an unknown path is 404.
    pub(crate) fn of<'a>(
        method: &str,
        segments: &'a [String],
    ) -> Result<(Self, Vec<&'a str>), GraphError> {
        let mut here = OPERATIONS
            .iter()
            .filter(|(_, _, path)| fits(path, segments))
            .peekable();
        if here.peek().is_none() {
            let last = segments.last().map_or("", String::as_str);
            return Err(GraphError::no_such_resource(last));
        }
        let (call, _, path) = here
            .find(|(_, own, _)| *own == method)
            .ok_or_else(GraphError::method_not_allowed)?;
        let ids = path.iter().zip(segments);
        let ids = ids.filter(|(part, _)| **part == "*");
        Ok((*call, ids.map(|(_, id)| id.as_str()).collect()))
    }
}

fn fits(path: &[&str], segments: &[String]) -> bool {
    path.len() == segments.len()
        && path
            .iter()
            .zip(segments)
            .all(|(part, segment)| *part == "*" || part == segment)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(method: &str, path: &str) -> Result<(GraphOperation, Vec<String>), u16> {
        let segments: Vec<_> = path.split('/').map(str::to_owned).collect();
        GraphOperation::of(method, &segments)
            .map(|(call, ids)| (call, ids.into_iter().map(str::to_owned).collect()))
            .map_err(|error| error.status)
    }

    #[test]
    fn ids_are_read_from_the_path_in_order() {
        let (call, ids) = of("POST", "print/printers/p/jobs/7/redirect").unwrap();
        assert_eq!(call, GraphOperation::Redirect);
        assert_eq!(ids, ["p", "7"]);
    }

    #[test]
    fn another_method_is_405_and_an_unknown_path_is_404() {
        assert_eq!(of("DELETE", "print/shares"), Err(405));
        assert_eq!(of("GET", "print/connectors"), Err(404));
        assert_eq!(of("POST", "print/shares/s/jobs/7/cancel"), Err(404));
    }
}
