//! Refuses query options that an operation does not take, and members that do not
//! exist.
//!
//! Microsoft's OpenAPI description gives a single entity `$select` and `$expand`, a
//! list also the options of collections, and a call that changes something none
//! (<https://github.com/microsoftgraph/msgraph-sdk-powershell>,
//! `openApiDocs/v1.0/Devices.CloudPrint.yml`). Graph answers 400 when `$select` names
//! a member that the type does not have
//! (<https://learn.microsoft.com/graph/query-parameters#select-parameter>). Members are
//! those of the resources' pages
//! (<https://learn.microsoft.com/graph/api/resources/print-api-overview>). Which
//! members may be expanded, and other limits, the operations know themselves.

use crate::{
    graph_error::GraphError,
    graph_operation::GraphOperation,
    odata_query::{GraphVersion, ODataQuery},
};

/// What a request is about.
#[derive(Clone, Copy, Debug)]
enum Resource {
    Definition,
    Document,
    Job,
    Printer,
    Share,
    Task,
    Trigger,
}

/// Which query options an operation takes.
enum Takes {
    Nothing,
    OptionsOfOne(Resource),
    OptionsOfMany(Resource),
}

fn takes(operation: GraphOperation) -> Takes {
    use GraphOperation as Call;
    use Takes::{Nothing, OptionsOfMany, OptionsOfOne};
    match operation {
        Call::ListRecentShares | Call::ListShares | Call::ListSharesOfPrinter => {
            OptionsOfMany(Resource::Share)
        }
        Call::ListJobsOfShare | Call::ListJobsOfPrinter => OptionsOfMany(Resource::Job),
        Call::ListPrinters => OptionsOfMany(Resource::Printer),
        Call::ListTriggers => OptionsOfMany(Resource::Trigger),
        Call::ListDefinitions => OptionsOfMany(Resource::Definition),
        Call::ListTasks => OptionsOfMany(Resource::Task),
        Call::GetShare | Call::GetShareOfPrinter => OptionsOfOne(Resource::Share),
        Call::GetPrinterOfShare | Call::GetPrinter => OptionsOfOne(Resource::Printer),
        Call::GetJobOfShare | Call::GetJobOfPrinter => OptionsOfOne(Resource::Job),
        Call::GetTrigger => OptionsOfOne(Resource::Trigger),
        Call::GetDefinition => OptionsOfOne(Resource::Definition),
        Call::GetTask => OptionsOfOne(Resource::Task),
        Call::Batch
        | Call::UpdateJob
        | Call::Redirect
        | Call::Cancel
        | Call::Abort
        | Call::CreateTrigger
        | Call::DeleteTrigger
        | Call::CreateDefinition
        | Call::UpdateDefinition
        | Call::DeleteDefinition
        | Call::UpdateTask => Nothing,
    }
}

/// Passes when the operation takes every option of the query, and every member that
/// the query names exists.
pub(crate) fn check(query: &ODataQuery, operation: GraphOperation) -> Result<(), GraphError> {
    let resource = match takes(operation) {
        Takes::OptionsOfMany(resource) => resource,
        Takes::OptionsOfOne(resource) => {
            if query.filter.is_some() || query.top.is_some() || query.skip_token.is_some() {
                return Err(GraphError::bad_request(
                    "The query specified in the URI is not valid. Query options $filter, $top and $skiptoken can be applied only on collections.",
                ));
            }
            resource
        }
        Takes::Nothing if query.has_options() => {
            return Err(GraphError::bad_request(
                "The query specified in the URI is not valid. The call takes no query options.",
            ));
        }
        Takes::Nothing => return Ok(()),
    };
    resource.has_all(&query.select, query.version)?;
    for expansion in &query.expand {
        if let Some(expanded) = Resource::expanded(&expansion.name) {
            expanded.has_all(&expansion.select, query.version)?;
        }
    }
    Ok(())
}

/// The members of `printerBase`, which printers and shares have.
const BASE: &[&str] = &[
    "id",
    "capabilities",
    "defaults",
    "displayName",
    "isAcceptingJobs",
    "jobs",
    "location",
    "manufacturer",
    "model",
    "status",
];

impl Resource {
    fn has_all(self, names: &[String], version: GraphVersion) -> Result<(), GraphError> {
        match names.iter().find(|name| !self.has(name, version)) {
            Some(other) => Err(GraphError::bad_request(format!(
                "Parsing OData Select and Expand failed: Could not find a property named '{other}' on type '{}'.",
                self.type_name()
            ))),
            None => Ok(()),
        }
    }

    fn has(self, name: &str, version: GraphVersion) -> bool {
        let is_of_base = matches!(self, Self::Printer | Self::Share) && BASE.contains(&name);
        let is_of_beta = version == GraphVersion::Beta && self.beta_members().contains(&name);
        is_of_base || is_of_beta || self.members().contains(&name)
    }

    fn type_name(self) -> &'static str {
        match self {
            Self::Definition => "microsoft.graph.printTaskDefinition",
            Self::Document => "microsoft.graph.printDocument",
            Self::Job => "microsoft.graph.printJob",
            Self::Printer => "microsoft.graph.printer",
            Self::Share => "microsoft.graph.printerShare",
            Self::Task => "microsoft.graph.printTask",
            Self::Trigger => "microsoft.graph.printTaskTrigger",
        }
    }

    fn members(self) -> &'static [&'static str] {
        match self {
            Self::Definition => &["id", "createdBy", "displayName", "tasks"],
            Self::Document => &[
                "id",
                "contentType",
                "displayName",
                "downloadedDateTime",
                "size",
                "uploadedDateTime",
            ],
            Self::Job => &[
                "id",
                "acknowledgedDateTime",
                "configuration",
                "createdBy",
                "createdDateTime",
                "documents",
                "errorCode",
                "isFetchable",
                "redirectedFrom",
                "redirectedTo",
                "status",
                "tasks",
            ],
            Self::Printer => &[
                "connectors",
                "hasPhysicalDevice",
                "isShared",
                "lastSeenDateTime",
                "registeredDateTime",
                "shares",
                "taskTriggers",
            ],
            Self::Share => &[
                "allowAllUsers",
                "allowedGroups",
                "allowedUsers",
                "createdDateTime",
                "printer",
                "viewPoint",
            ],
            Self::Task => &["id", "definition", "parentUrl", "status", "trigger"],
            Self::Trigger => &["id", "definition", "event"],
        }
    }

    fn beta_members(self) -> &'static [&'static str] {
        match self {
            Self::Document => &["configuration"],
            Self::Job => &["completedDateTime", "displayName"],
            Self::Printer => &["acceptingJobs", "name", "share"],
            Self::Share => &["name"],
            Self::Definition | Self::Task | Self::Trigger => &[],
        }
    }

    /// The resource that a member leads to.
    fn expanded(name: &str) -> Option<Self> {
        Some(match name {
            "definition" => Self::Definition,
            "documents" => Self::Document,
            "jobs" => Self::Job,
            "printer" => Self::Printer,
            "share" | "shares" => Self::Share,
            "tasks" => Self::Task,
            "taskTriggers" | "trigger" => Self::Trigger,
            _ => return None,
        })
    }
}
