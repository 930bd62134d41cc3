//! The job of the documented redirect at the documented printer.

use super::*;

/// <https://learn.microsoft.com/graph/api/printer-get#example-2-get-printer-capabilities>
#[test]
fn the_documented_job_at_the_documented_printer() {
    let documented = json!({
        "feedOrientation": "longEdgeFirst", "pageRanges": [{ "start": 1, "end": 1 }],
        "quality": "medium", "dpi": 600, "orientation": "landscape", "copies": 1,
        "duplexMode": "oneSided", "colorMode": "blackAndWhite", "inputBin": "by-pass-tray",
        "outputBin": "output-tray", "mediaSize": "A4",
        "margin": { "top": 0, "bottom": 0, "left": 0, "right": 0 }, "mediaType": "stationery",
        "finishings": null, "pagesPerSheet": 1, "multipageLayout": "clockwiseFromBottomLeft",
        "collate": false, "scaling": "shrinkToFit", "fitPdfToPage": false,
    });
    let printer = json::parse(include_str!("../../../tests/documented/printer.json")).unwrap();
    let fit = fit(&documented, &printer["capabilities"], &printer["defaults"]);
    let of = |level| {
        let verdicts = fit.verdicts.iter().filter(move |it| it.level == level);
        verdicts
            .map(|it| match it.subject {
                Subject::Setting(member) => member.as_str(),
                Subject::ContentType => "contentType",
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(
        of(Level::Lost),
        ["colorMode", "scaling", "mediaSize", "pageRanges"]
    );
    assert_eq!(of(Level::HardlySeen), ["inputBin", "outputBin"]);
    assert_eq!(
        of(Level::NotTold),
        ["feedOrientation", "margin", "orientation"]
    );
    assert_eq!(of(Level::Impossible), [""; 0]);
    let becomes = |member| fit.of(member).unwrap().becomes.clone();
    assert_eq!(becomes(Member::ColorMode), Some("color".into()));
    assert_eq!(
        becomes(Member::InputBin),
        Some("tray-1".into()),
        "its default is not offered"
    );
    assert_eq!(becomes(Member::Scaling), Some("fill".into()));
}
