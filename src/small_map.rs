//! A map for few entries, stored as a list.
//!
//! A widget has a handful of calls, waits and printers. The standard maps are made
//! for thousands, and each type of entry would add several kilobytes of tree code
//! to the download. A list is fast enough here.

/// Entries in the order of their insertion, at most one for each key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmallMap<K, V> {
    entries: Vec<(K, V)>,
}

impl<K, V> Default for SmallMap<K, V> {
    fn default() -> Self {
        Self {
            entries: Vec::new(),
        }
    }
}

impl<K: PartialEq, V> SmallMap<K, V> {
    /// The value under a key.
    pub fn get<Q>(&self, key: &Q) -> Option<&V>
    where
        K: std::borrow::Borrow<Q>,
        Q: PartialEq + ?Sized,
    {
        let found = self.entries.iter().find(|(known, _)| known.borrow() == key);
        found.map(|(_, value)| value)
    }

    /// Puts a value under a key. It replaces the key's old value.
    pub fn insert(&mut self, key: K, value: V) {
        drop(self.remove(&key));
        self.entries.push((key, value));
    }

    /// Removes the value under a key and returns it.
    pub fn remove(&mut self, key: &K) -> Option<V> {
        let at = self.entries.iter().position(|(known, _)| known == key)?;
        Some(self.entries.remove(at).1)
    }

    /// Keeps only the entries for whose value `keep` returns true.
    pub fn retain(&mut self, mut keep: impl FnMut(&V) -> bool) {
        self.entries.retain(|(_, value)| keep(value));
    }

    /// All values.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.entries.iter().map(|(_, value)| value)
    }

    /// All keys with their values.
    pub fn iter(&self) -> impl Iterator<Item = &(K, V)> {
        self.entries.iter()
    }

    /// Removes all entries and returns them.
    pub fn clear(&mut self) -> Vec<(K, V)> {
        std::mem::take(&mut self.entries)
    }
}

impl<K: PartialEq, V> FromIterator<(K, V)> for SmallMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Self::default();
        for (key, value) in entries {
            map.insert(key, value);
        }
        map
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_one_value() {
        let mut map: SmallMap<&str, i32> = [("a", 1), ("b", 2), ("a", 3)].into_iter().collect();
        assert_eq!(map.get("a"), Some(&3));
        assert_eq!(map.remove(&"a"), Some(3));
        assert_eq!(map.get("a"), None);
        map.retain(|value| *value != 2);
        assert_eq!(map, SmallMap::default());
    }
}
