//! The printers that are offered above the search field: one radio button and one star each.
//!
//! Each printer keeps its card while it is offered, so a key or a click never meets another one.
//! If the card with the focus must move, the focus goes with it.

use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Mountable, Render};
use universal_print::ids::ShareId;
use web_sys::{Element, HtmlElement};

use super::printer_text::printer_text;
use super::star::star;
use crate::flow::Event;
use crate::flow::view::cards::{Card, Cards};
use crate::flow::view::destination::{Picker, PrinterOption};
use crate::text::{Message, Words};
use crate::ui::context::Ui;
use crate::ui::element::{Drawing, ElementRef, element, find, put_in_order, reactive, set_text};
use crate::ui::line::{line, name_and_facts};
use crate::ui::memoized::Memoized;

/// The offered printers, with room for those that are still to come. `heading` gets the focus where
/// its card is gone.
pub(super) fn printer_cards(ui: Ui, picker: Memoized<Picker>, heading: ElementRef) -> [Drawing; 2] {
    let is_empty = move || picker.with(|picker| picker.cards.all.is_empty());
    let intro = reactive(move || {
        // Whoever prints here for the first time reads what to do.
        let is_searched = picker.with(|picker| picker.code.only_way.is_none());
        Vec::from_iter((is_empty() && is_searched).then(|| line(ui, "quiet", &Message::intro())))
    });
    let legend = element("LEGEND").class("unseen").effect(move |legend| {
        let groups = picker.with(|picker| group(&picker.cards));
        set_text(legend, &ui.words(&Words::List(groups)));
    });
    let drawn = StoredValue::new_local(DrawnCards {
        // Not the current owner: it stores these cards, so it would keep itself alive.
        owner: Owner::new(),
        cards: Vec::new(),
    });
    let cards = element("DIV").class("cards").effect(move |place| {
        let cards: Vec<(Option<ShareId>, Drawing)> = picker.with(|picker| {
            let draw = |it: &Card| (it.share().cloned(), card(ui, picker, it));
            picker.cards.all.iter().map(draw).collect()
        });
        untrack(|| drawn.update_value(|drawn| drawn.show(place, cards, heading)));
    });
    let fieldset = element("FIELDSET")
        .class("recent")
        .reactive_attr("hidden", move || is_empty().then(String::new))
        .child(legend)
        .child(cards);
    [intro, fieldset.into()]
}

/// What the cards have in common.
fn group(cards: &Cards) -> Vec<Words> {
    if cards.are_nearest {
        return vec![Message::nearest_first().into()];
    }
    let mut groups: Vec<Words> = Vec::new();
    if cards.printers().any(|it| it.favorite == Some(true)) {
        groups.push(Message::destination_favorites().into());
    }
    groups.push(Message::destination_recent().into());
    groups
}

/// The cards in the document.
struct DrawnCards {
    /// Owns their reactive values, which outlive any single update.
    owner: Owner,
    cards: Vec<DrawnCard>,
}

struct DrawnCard {
    share: Option<ShareId>,
    owner: Owner,
    view: AnyViewState,
}

impl DrawnCards {
    /// Updates the children of `place` to be these cards.
    fn show(
        &mut self,
        place: &Element,
        cards: Vec<(Option<ShareId>, Drawing)>,
        heading: ElementRef,
    ) {
        let focused = find(place, ":focus");
        let drawn = std::mem::take(&mut self.cards);
        let mut known: Vec<Option<DrawnCard>> = drawn.into_iter().map(Some).collect();
        // The previous place of each card, if it was drawn before.
        let mut places = Vec::with_capacity(cards.len());
        for (share, card) in cards {
            let is_it = |it: &Option<DrawnCard>| {
                share.is_some() && it.as_ref().is_some_and(|it| it.share == share)
            };
            let at = known.iter().position(is_it);
            let drawn = at.and_then(|at| known.get_mut(at)?.take());
            self.cards.push(match drawn {
                Some(mut drawn) => {
                    let DrawnCard { owner, view, .. } = &mut drawn;
                    owner.with_cleanup(|| card.into_view().rebuild(view));
                    drawn
                }
                None => DrawnCard::new(&self.owner, share, card),
            });
            places.push(at);
        }
        for mut gone in known.into_iter().flatten() {
            gone.view.unmount();
        }
        let views = self.cards.iter_mut().map(|drawn| &mut drawn.view);
        put_in_order(place, views.collect(), &places);
        if let Some(focused) = focused {
            give_back(&focused, heading);
        }
    }
}

impl DrawnCard {
    fn new(owner: &Owner, share: Option<ShareId>, card: Drawing) -> Self {
        let owner = owner.child();
        let view = owner.with(|| card.into_view().build());
        Self { share, owner, view }
    }
}

/// Focuses what had the focus before, if it lost it. Another printer's card must not get it: the
/// next key would choose that one.
fn give_back(focused: &HtmlElement, heading: ElementRef) {
    if focused.matches(":focus").unwrap_or_default() {
        return;
    }
    if focused.is_connected() {
        let _ = focused.focus();
    } else if let Some(heading) = heading.get_untracked() {
        let _ = heading.focus();
    }
}

fn card(ui: Ui, picker: &Picker, card: &Card) -> Drawing {
    match card {
        Card::Offered(option) => offered_card(ui, option, picker.is_chosen(&option.share)),
        Card::Awaited(_) => awaited_card(),
    }
}

/// A card whose printer is not known yet, as high as one with a printer.
fn awaited_card() -> Drawing {
    let space = name_and_facts("\u{a0}".to_owned(), String::new());
    let space = space.child(element("SPAN").class("now"));
    element("DIV")
        .class("card awaited")
        .attr("aria-hidden", "true")
        .child(element("SPAN").class("choice").child(space))
        .into()
}

fn offered_card(ui: Ui, option: &PrinterOption, is_chosen: bool) -> Drawing {
    let share = option.share.clone();
    let radio = element("INPUT")
        .attr("type", "radio")
        .attr("name", "recent")
        .flag("checked", is_chosen)
        .on("change", move |_| {
            ui.dispatch(Event::DestinationChosen(share.clone()));
        });
    let choice = element("LABEL").class("choice").child(radio);
    let choice = choice.child(printer_text(ui, option));
    element("DIV")
        .class("card")
        .child(choice)
        .children(star(ui, option))
        .into()
}
