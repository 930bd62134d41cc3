//! Task definitions, from which an app's tasks are made.
//!
//! Only apps have them. An app sees only its own. One permission covers every
//! operation
//! (<https://learn.microsoft.com/graph/api/print-list-taskdefinitions>).

use serde_json::{Map, Value, json};

use super::{
    Tenant,
    answer::{GraphResult, Success},
};
use crate::{
    body,
    graph_error::GraphError,
    guid::IdKind,
    http::Request,
    list_page::page,
    odata_query::ODataQuery,
    permission::{NONE, TASK_DEFINITIONS_AS_APP},
    task::TaskDefinition,
    token::AccessToken,
};

impl Tenant {
    /// <https://learn.microsoft.com/graph/api/print-list-taskdefinitions>
    pub(super) fn list_definitions(&self, token: &AccessToken, query: &ODataQuery) -> GraphResult {
        token.require(NONE, TASK_DEFINITIONS_AS_APP)?;
        query.no_select_or_top()?;
        query.no_filter()?;
        query.only_expands(&[])?;
        let own: Vec<_> = self
            .inventory
            .definitions()
            .iter()
            .filter(|definition| token.app_id() == Some(&definition.app_id))
            .collect();
        page(&own, "print/taskDefinitions", query, self.paging(), |own| {
            own.entity()
        })
        .map(Success::Entity)
    }

    /// <https://learn.microsoft.com/graph/api/print-post-taskdefinitions>
    pub(super) fn create_definition(
        &mut self,
        token: &AccessToken,
        request: &Request,
        query: &ODataQuery,
    ) -> GraphResult {
        token.require(NONE, TASK_DEFINITIONS_AS_APP)?;
        let members = body::members(request, &["displayName", "createdBy"])?;
        let definition = TaskDefinition {
            id: self.new_id(IdKind::Definition),
            display_name: body::text(&members, "displayName")?.to_owned(),
            app_id: token.app_id().unwrap_or_default().to_owned(),
            app_name: app_name(&members).unwrap_or_default(),
        };
        let entity = shown(&definition, query);
        self.inventory.definitions_mut().push(definition);
        Ok(Success::Created(entity))
    }

    /// <https://learn.microsoft.com/graph/api/printtaskdefinition-get>
    pub(super) fn get_definition(
        &self,
        token: &AccessToken,
        id: &str,
        query: &ODataQuery,
    ) -> GraphResult {
        let definition = self.own_definition(token, id)?;
        query.only_expands(&[])?;
        Ok(Success::Entity(query.cut(shown(definition, query))))
    }

    /// <https://learn.microsoft.com/graph/api/print-update-taskdefinition>
    pub(super) fn update_definition(
        &mut self,
        token: &AccessToken,
        id: &str,
        request: &Request,
        query: &ODataQuery,
    ) -> GraphResult {
        let id = self.own_definition(token, id)?.id.clone();
        let members = body::members(request, &["displayName", "createdBy"])?;
        let display_name = match members.get("displayName") {
            Some(_) => Some(body::text(&members, "displayName")?.to_owned()),
            None => None,
        };
        let mut all = self.inventory.definitions_mut().iter_mut();
        let Some(definition) = all.find(|each| each.id == id) else {
            return Err(GraphError::no_definition(&id));
        };
        if let Some(name) = display_name {
            definition.display_name = name;
        }
        if let Some(name) = app_name(&members) {
            definition.app_name = name;
        }
        Ok(Success::Entity(shown(definition, query)))
    }

    /// The documentation does not say what happens to triggers. A trigger without a
    /// definition could start no task, so triggers are deleted too; tasks stay.
    ///
    /// <https://learn.microsoft.com/graph/api/print-delete-taskdefinition>
    pub(super) fn delete_definition(&mut self, token: &AccessToken, id: &str) -> GraphResult {
        let id = self.own_definition(token, id)?.id.clone();
        self.inventory
            .definitions_mut()
            .retain(|each| each.id != id);
        self.inventory.remove_triggers_of(&id);
        Ok(Success::Nothing)
    }

    /// A definition of the app behind the token. Those of other apps are 404.
    pub(super) fn own_definition(
        &self,
        token: &AccessToken,
        id: &str,
    ) -> Result<&TaskDefinition, GraphError> {
        token.require(NONE, TASK_DEFINITIONS_AS_APP)?;
        self.inventory
            .definitions()
            .iter()
            .find(|each| each.id.eq_ignore_ascii_case(id))
            .filter(|each| token.app_id() == Some(&each.app_id))
            .ok_or_else(|| GraphError::no_definition(id))
    }
}

fn app_name(members: &Map<String, Value>) -> Option<String> {
    let name = members.get("createdBy")?.get("displayName")?.as_str()?;
    Some(name.to_owned())
}

fn shown(definition: &TaskDefinition, query: &ODataQuery) -> Map<String, Value> {
    let mut entity = definition.entity();
    let context = query.version.context("print/taskDefinitions/$entity");
    entity.insert("@odata.context".to_owned(), json!(context));
    entity
}
