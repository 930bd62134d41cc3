//! The text of an element that holds nothing else.

use leptos::tachys::renderer::Rndr;
use web_sys::{Element, Node};

/// Shows a text in an element that holds nothing else. It goes through the element and keeps no
/// text node: a page's translator replaces text nodes by elements of its own, and a kept node
/// would change unseen.
pub fn set_text(element: &Element, words: &str) {
    while let Some(node) = shown_child(element) {
        // A page may have replaced this function by one that removes nothing.
        if element.remove_child(&node).is_err() || node.parent_node().is_some() {
            break;
        }
    }
    let end = element.first_child();
    Rndr::insert_node(element, &Rndr::create_text_node(words), end.as_ref());
}

/// The first child except for comments, by which Leptos remembers where children go.
fn shown_child(element: &Element) -> Option<Node> {
    let mut child = element.first_child();
    while let Some(node) = child {
        if node.node_type() != Node::COMMENT_NODE {
            return Some(node);
        }
        child = node.next_sibling();
    }
    None
}
