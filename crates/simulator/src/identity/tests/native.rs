//! Sign-ins of native programs, which come back to a port of the person's machine.
//!
//! <https://learn.microsoft.com/entra/identity-platform/reply-url#localhost-exceptions>

use aws_lc_rs::digest;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use super::{ADELE, NOW, SignInTest, VERIFIER};

#[test]
fn a_native_program_signs_in_on_any_port_without_the_apps_secret() {
    let mut directory = SignInTest::new();
    let api = directory.identity.apps.get_mut("api").unwrap();
    api.native_redirect_uris = vec!["http://localhost".to_owned()];
    api.redirect_uris = vec!["http://localhost/web".to_owned()];
    directory.identity.sign_in(ADELE);
    let hash = digest::digest(&digest::SHA256, VERIFIER.as_bytes());
    let challenge = URL_SAFE_NO_PAD.encode(hash.as_ref());
    let mut redeem = |uri: &str, more: &str| {
        let path = format!(
            "/oauth2/v2.0/authorize?client_id=api&response_type=code&redirect_uri={uri}&scope=openid\
             &code_challenge={challenge}&code_challenge_method=S256&response_mode=query"
        );
        let answer = directory.send("GET", &path, "", NOW);
        if answer.status != 302 {
            return answer.json()["error_codes"][0].to_string();
        }
        let location = answer.header("location").unwrap().to_owned();
        let code = location.split_once("code=").unwrap().1.to_owned();
        let code = code.split('&').next().unwrap();
        let answer = directory.token(&format!(
            "grant_type=authorization_code&client_id=api&code={code}&redirect_uri={uri}{more}"
        ));
        match answer.status {
            200 => "a token".to_owned(),
            _ => answer.json()["error_codes"][0].to_string(),
        }
    };
    let proof = format!("&code_verifier={VERIFIER}");
    let with_secret = format!("{proof}&client_secret=secret");
    for uri in [
        "http://localhost:40404",
        "http://localhost",
        "http://localhost:1/",
    ] {
        assert_eq!(redeem(uri, &proof), "a token", "{uri}");
        assert_eq!(redeem(uri, &with_secret), "700025", "{uri}");
        assert_eq!(redeem(uri, "&code_verifier=guess"), "70000", "{uri}");
    }
    let web = "http://localhost:40404/web";
    assert_eq!(redeem(web, &proof), "7000218");
    assert_eq!(redeem(web, &with_secret), "a token");
    for elsewhere in [
        "http://localhost.attacker.example",
        "http://localhost:1/other",
    ] {
        assert_eq!(redeem(elsewhere, &proof), "50011", "{elsewhere}");
    }
}
