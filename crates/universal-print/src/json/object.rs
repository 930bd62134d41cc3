//! The members of an object, in the order in which they came.
//!
//! Objects in Graph's answers have a few members each, so a name is found by looking
//! at one after the other.

use super::Value;

/// The members of an object. No name is in it twice. Two objects are equal if they
/// have the same members, in any order.
#[derive(Clone, Debug, Default)]
pub struct Object {
    members: Vec<(String, Value)>,
}

impl Object {
    /// The member `name`.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.iter()
            .find_map(|(known, value)| (known == name).then_some(value))
    }

    /// Takes the value of the member `name` and leaves `null` in its place. `null` if
    /// there is no such member.
    pub fn take(&mut self, name: &str) -> Value {
        self.get_mut(name).map(std::mem::take).unwrap_or_default()
    }

    /// Sets the member `name`. It keeps its place if it was there.
    pub fn insert(&mut self, name: String, value: Value) {
        match self.get_mut(&name) {
            Some(old) => *old = value,
            None => self.members.push((name, value)),
        }
    }

    fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        self.members
            .iter_mut()
            .find_map(|(known, value)| (known == name).then_some(value))
    }

    /// The names and values of the members.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.members
            .iter()
            .map(|(name, value)| (name.as_str(), value))
    }

    /// How many members there are.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there is no member.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// An object of members whose names all differ.
    pub(super) fn of_distinct(members: Vec<(String, Value)>) -> Self {
        Self { members }
    }
}

impl PartialEq for Object {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len()
            && (self.members == other.members
                || self
                    .iter()
                    .all(|(name, value)| other.get(name) == Some(value)))
    }
}

impl Eq for Object {}

/// The last of several members of one name counts, as in every reader of JSON.
impl FromIterator<(String, Value)> for Object {
    fn from_iter<T: IntoIterator<Item = (String, Value)>>(members: T) -> Self {
        let mut object = Self::default();
        for (name, value) in members {
            object.insert(name, value);
        }
        object
    }
}

impl IntoIterator for Object {
    type Item = (String, Value);
    type IntoIter = std::vec::IntoIter<(String, Value)>;

    fn into_iter(self) -> Self::IntoIter {
        self.members.into_iter()
    }
}
