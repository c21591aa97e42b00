use super::*;

const SEARCH: &str = "/v2/mgmt/user/search";

/// Login IDs without the domain, in the order of the reply.
async fn found(api: &Api, body: Value) -> Vec<String> {
    let reply = api.ok(SEARCH, body).await;
    let users = reply["users"].as_array().unwrap();
    users.iter().map(|user| user["loginIds"][0].as_str().unwrap().replace("@example.com", "")).collect()
}

async fn five() -> Api {
    let api = Api::with_catalogue();
    let seed = json!({"users": [
        {"loginId": "ann@example.com", "email": "ann@example.com", "name": "Ann Zed", "status": "enabled", "createdTime": 1000, "verifiedEmail": true, "roleNames": ["admin"], "customAttributes": {"plan": "pro", "seats": 3}},
        {"loginId": "bob@example.com", "email": "bob@example.com", "name": "Bob", "createdTime": 2000, "phone": "+15555550100", "userTenants": [{"tenantId": "acme", "roleNames": ["viewer", "billing"]}], "customAttributes": {"plan": "free", "beta": true, "tags": ["a", "b"]}},
        {"loginId": "cid@example.com", "email": "cid@example.com", "name": "Cid", "createdTime": 3000, "status": "disabled", "userTenants": [{"tenantId": "acme", "roleNames": ["viewer"]}, {"tenantId": "umbrella"}], "ssoAppIds": ["wiki"], "password": "long enough"},
        {"loginId": "dee@example.com", "email": "dee@example.com", "name": "ÄNNE dee", "createdTime": 4000, "recoveryEmail": "dee-r@example.com", "totp": true, "scim": true, "passkeys": [{"id": "pk1"}]},
        {"loginId": "eve@example.com", "email": "eve@example.com", "name": "Eve", "createdTime": 4000, "test": true, "oidc": true},
    ]});
    api.emulator.seed(&seed.to_string()).unwrap();
    api
}

#[tokio::test]
async fn each_filter_selects_its_users() {
    let api = five().await;
    for (filter, expected) in [
        (json!({}), "ann bob cid dee"),
        (json!({"loginId": "bob@example.com"}), "bob"),
        (json!({"identifier": "bob@example.com"}), "bob"),
        (json!({"loginIds": ["bob@example.com", "cid@example.com", "eve@example.com"]}), "bob cid"),
        (json!({"emails": ["ann@example.com", "nobody@example.com"]}), "ann"),
        (json!({"phones": ["+1-555-555-0100"]}), "bob"),
        (json!({"recoveryEmails": ["dee-r@example.com"]}), "dee"),
        (json!({"tenantIds": ["acme"]}), "bob cid"),
        (json!({"tenantIds": ["acme", "umbrella"]}), "bob cid"),
        (json!({"tenantIds": []}), "ann bob cid dee"),
        (json!({"roleNames": ["admin", "billing"]}), "ann bob"),
        (json!({"tenantRoleNames": {"acme": {"values": ["viewer", "billing"], "and": true}}}), "bob"),
        (json!({"tenantRoleNames": {"acme": {"values": ["viewer", "billing"]}}}), "bob cid"),
        (json!({"statuses": ["enabled", "disabled"]}), "ann cid"),
        (json!({"ssoAppIds": ["wiki"]}), "cid"),
        (json!({"customAttributes": {"plan": ["pro", "free"]}}), "ann bob"),
        (json!({"customAttributes": {"plan": "free", "beta": true}}), "bob"),
        (json!({"customAttributes": {"seats": 3}}), "ann"),
        (json!({"customAttributes": {"tags": "b"}}), "bob"),
        (json!({"fromCreatedTime": 2_000_000, "toCreatedTime": "3000000"}), "bob cid"),
        (json!({"fromCreatedTime": 0, "toCreatedTime": 0}), "ann bob cid dee"),
        (json!({"fromModifiedTime": 5_000_000}), "ann bob cid dee"),
        (json!({"toModifiedTime": 5_000_000}), ""),
        (json!({"verifiedEmail": true}), "ann"),
        (json!({"verifiedEmail": false, "verifiedPhone": false}), "bob cid dee"),
        (json!({"password": true}), "cid"),
        (json!({"totp": true}), "dee"),
        (json!({"webauthn": true}), "dee"),
        (json!({"scim": false}), "ann bob cid"),
        (json!({"scimOnly": true}), "dee"),
        (json!({"ssoOnly": true, "withTestUser": true}), "eve"),
        (json!({"tenantIds": ["acme"], "statuses": ["disabled"]}), "cid"),
        (json!({"limit": null, "statuses": null}), "ann bob cid dee"),
    ] {
        assert_eq!(found(&api, filter.clone()).await.join(" "), expected, "{filter}");
        let total = api.ok(SEARCH, filter.clone()).await["total"].clone();
        assert_eq!(total, expected.split_whitespace().count(), "{filter}");
    }
}

#[tokio::test]
async fn text_matches_any_part_of_many_fields() {
    let api = five().await;
    let user_id = api.load("bob@example.com").await["userId"].as_str().unwrap().to_owned();
    for (text, expected) in [
        ("zed", "ann"),
        ("n Z", "ann"),
        ("EXAMPLE", "ann bob cid dee"),
        ("änne", "dee"),
        ("555550100", "bob"),
        ("pro", "ann"),
        ("b@", "bob"),
        ("\"*' OR", ""),
        ("c", "cid"),
        (&user_id[5..20], "bob"),
    ] {
        let body = json!({"text": text});
        let got = found(&api, body).await.join(" ");
        // A few letters may stand in anyone's random user ID.
        if text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            assert!(got.contains(expected), "{text}: {got}");
        } else {
            assert_eq!(got, expected, "{text}");
        }
    }
    api.ok("/v1/mgmt/user/update/name", json!({"loginId": "ann@example.com", "name": "Renamed"})).await;
    assert_eq!(found(&api, json!({"text": "ann zed"})).await.len(), 0);
    assert_eq!(found(&api, json!({"text": "rename"})).await, ["ann"]);
    api.ok("/v1/mgmt/user/delete", json!({"loginId": "ann@example.com"})).await;
    assert_eq!(found(&api, json!({"text": "rename"})).await.len(), 0);
}

#[tokio::test]
async fn results_are_sorted_by_each_field_in_both_directions() {
    let api = five().await;
    let by = |field: &str, desc: bool| json!({"sort": [{"field": field, "desc": desc}]});
    assert_eq!(found(&api, by("createdTime", false)).await, ["ann", "bob", "cid", "dee"]);
    assert_eq!(found(&api, by("createdTime", true)).await, ["dee", "cid", "bob", "ann"]);
    assert_eq!(found(&api, by("displayName", true)).await, ["dee", "cid", "bob", "ann"]);
    assert_eq!(found(&api, by("email", true)).await, ["dee", "cid", "bob", "ann"]);
    assert_eq!(found(&api, by("externalId", false)).await, ["ann", "bob", "cid", "dee"]);
    assert_eq!(found(&api, by("phoneNumber", true)).await[0], "bob");
    assert_eq!(found(&api, by("tenant", true)).await, ["cid", "bob", "dee", "ann"]);
    assert_eq!(found(&api, by("status", false)).await, ["cid", "ann", "bob", "dee"]);
    for field in ["id", "modifiedTime"] {
        assert_eq!(found(&api, by(field, true)).await.len(), 4);
    }
    let two =
        json!({"sort": [{"field": "tenant"}, {"field": "createdTime", "desc": true}], "tenantIds": ["acme"]});
    assert_eq!(found(&api, two).await, ["cid", "bob"]);
    api.refused(SEARCH, by("surname", false), 400, "E011004").await;
}

#[tokio::test]
async fn pages_cover_all_users_once_and_end_empty() {
    let api = Api::new();
    let users: Vec<_> = (0..250).map(|n| json!({"loginId": format!("u{n}"), "email": format!("u{n}@example.com"), "createdTime": n / 100, "name": format!("N{}", n % 3)})).collect();
    api.ok("/v1/mgmt/user/create/batch", json!({"users": users})).await;
    for sort in [
        json!([]),
        json!([{"field": "createdTime"}, {"field": "id"}]),
        json!([{"field": "displayName", "desc": true}]),
        json!([{"field": "status"}, {"field": "email", "desc": true}]),
    ] {
        let mut seen = std::collections::HashSet::new();
        for (page, expected) in [(0, 70), (1, 70), (2, 70), (3, 40), (4, 0)] {
            let reply = api.ok(SEARCH, json!({"limit": 70, "page": page, "sort": sort})).await;
            let users = reply["users"].as_array().unwrap();
            assert_eq!((users.len(), &reply["total"]), (expected, &json!(250)), "{sort} {page}");
            seen.extend(users.iter().map(|user| user["userId"].as_str().unwrap().to_owned()));
        }
        assert_eq!(seen.len(), 250, "{sort}");
    }
    let first = api.ok(SEARCH, json!({})).await;
    assert_eq!(first["users"].as_array().unwrap().len(), 100);
    let by_offset = api.ok(SEARCH, json!({"limit": 2, "page": 7, "offset": 10})).await;
    assert_eq!(by_offset["users"][0], first["users"][10]);
}

#[tokio::test]
async fn a_write_between_pages_is_seen_by_the_next_page() {
    let api = Api::new();
    let users: Vec<_> = (0..6)
        .map(|n| json!({"loginId": format!("u{n}@example.com"), "email": format!("u{n}@example.com"), "createdTime": n + 1}))
        .collect();
    api.ok("/v1/mgmt/user/create/batch", json!({"users": users})).await;
    assert_eq!(found(&api, json!({"limit": 3})).await, ["u0", "u1", "u2"]);
    api.ok("/v1/mgmt/user/delete", json!({"loginId": "u0@example.com"})).await;
    let reply = api.ok(SEARCH, json!({"limit": 3, "page": 1})).await;
    assert_eq!(reply["total"], 5);
    assert_eq!(reply["users"][0]["email"], "u4@example.com");
}

#[tokio::test]
async fn bad_limits_and_filters_are_refused() {
    let api = Api::new();
    for body in [
        json!({"limit": -1}),
        json!({"page": -1}),
        json!({"limit": 101}),
        json!({"limit": "many"}),
        json!({"customAttributes": {"unknown": 1}}),
        json!({"customAttributes": {"beta": 1}}),
        json!({"customAttributes": {"seats": [3, "4"]}}),
        json!({"customAttributes": {"tags": true}}),
        json!({"emails": [1]}),
        json!({"tenantRoleNames": {"t": []}}),
        json!({"tenantRoleNames": {"t": {}}}),
        json!({"tenantRoleIds": {"t": {"values": []}}}),
        json!({"tenantRoleNames": {"t": {"roles": ["viewer"]}}}),
        json!({"tenantRoleNames": {"t": {"values": ["viewer"], "And": true}}}),
    ] {
        api.refused(SEARCH, body, 400, "E011003").await;
    }
    api.refused(SEARCH, json!({"statuses": ["gone"]}), 400, "E011004").await;
    assert_eq!(api.ok(SEARCH, json!({"page": i64::MAX, "limit": 100})).await["users"], json!([]));
}

/// Whoever deletes what a search returns must not be given more than was asked for.
#[tokio::test]
async fn filters_that_are_not_understood_are_refused() {
    let api = five().await;
    for path in [SEARCH, "/v1/mgmt/user/search", "/v2/mgmt/user/search/test"] {
        for filter in [
            json!({"lockreasons": ["password"]}),
            json!({"favouriteColours": ["blue"]}),
            json!({"isNew": false}),
            json!({"minimum": 0}),
            json!({"emails": ["a@example.com"], "Statuses": ["enabled"]}),
        ] {
            api.refused(path, filter, 400, "E011003").await;
        }
        api.ok(path, json!({"futureFilter": null, "other": [], "third": {}, "fourth": ""})).await;
    }
}

#[tokio::test]
async fn locks_dependents_and_families_are_found() {
    let api = Api::new();
    let later = jiff::Timestamp::now().as_second() + 1000;
    let seed = json!({"users": [
        {"loginId": "ann", "lockReasons": ["password", "totp"], "status": "disabled"},
        {"loginId": "bob", "tempLockReasons": ["password"], "tempLockExpiration": later},
        {"loginId": "cid", "tempLockReasons": ["password"], "tempLockExpiration": later - 2000},
        {"loginId": "dee", "dependent": true, "familyAssociations": [{"familyId": "smith"}]},
        {"loginId": "eve", "familyAssociations": [{"familyId": "jones"}, {"familyId": "smith"}]},
    ]});
    api.emulator.seed(&seed.to_string()).unwrap();
    for (filter, expected) in [
        (json!({"lockReasons": ["totp"]}), "ann"),
        (json!({"lockReasons": ["recovery_codes"]}), ""),
        (json!({"tempLockReasons": ["password", "recovery_codes"]}), "bob"),
        (json!({"dependent": true}), "dee"),
        (json!({"dependent": false}), "ann bob cid eve"),
        (json!({"familyIds": ["jones"]}), "eve"),
        (json!({"familyIds": ["smith", "nobody"], "dependent": false}), "eve"),
        (json!({"familyIds": ["smit"]}), ""),
        (json!({"lockReasons": [], "tempLockReasons": null, "dependent": null}), "ann bob cid dee eve"),
    ] {
        assert_eq!(found(&api, filter.clone()).await.join(" "), expected, "{filter}");
    }
    assert_eq!(api.load("bob").await["tempLockExpiration"], later);
    api.refused(SEARCH, json!({"lockReasons": ["bad luck"]}), 400, "E011004").await;
    api.refused(SEARCH, json!({"tempLockReasons": ["totp"]}), 400, "E011004").await;
}

/// Who lost the body on the way would get everybody, and may delete whom it got.
#[tokio::test]
async fn a_search_without_a_body_is_refused() {
    let api = five().await;
    for path in [SEARCH, "/v1/mgmt/user/search", "/v2/mgmt/user/search/test"] {
        api.refused(path, Value::Null, 400, "E011001").await;
        api.ok(path, json!({})).await;
    }
}

#[tokio::test]
async fn tenant_roles_are_found_by_id_and_sub_tenants_on_request() {
    let api = five().await;
    api.ok("/v1/mgmt/tenant/create", json!({"id": "acme-eu", "name": "Acme EU", "parent": "acme"})).await;
    api.ok("/v1/mgmt/user/update/tenant/add", json!({"loginId": "ann@example.com", "tenantId": "acme-eu"}))
        .await;
    assert_eq!(
        found(&api, json!({"tenantIds": ["acme"], "includeSubTenants": true})).await,
        ["ann", "bob", "cid"]
    );
    let (_, roles) = api.get("/v1/mgmt/role/all").await;
    let billing = roles["roles"].as_array().unwrap().iter().find(|role| role["name"] == "billing").unwrap();
    let filter = json!({"tenantRoleIds": {"acme": {"values": [billing["id"]]}}});
    assert_eq!(found(&api, filter).await, ["bob"]);
}

#[tokio::test]
async fn with_a_lag_searches_show_what_was() {
    let lag = std::time::Duration::from_millis(400);
    let options = Options { search_lag: lag, ..Options::new(Database::Memory, KEY) };
    let api = Api { emulator: Emulator::open(options).unwrap() };
    let total = async |body| api.ok("/v2/mgmt/user/search", body).await["total"].as_i64().unwrap();
    api.user("a@example.com", json!({})).await;
    assert_eq!(api.load("a@example.com").await["email"], "a@example.com");
    assert_eq!(total(json!({})).await, 0);
    tokio::time::sleep(lag * 5 / 4).await;
    assert_eq!(total(json!({})).await, 1);
    api.ok("/v1/mgmt/user/delete", json!({"loginId": "a@example.com"})).await;
    api.user("b@example.com", json!({})).await;
    assert_eq!(total(json!({"text": "a@ex"})).await, 1);
    assert_eq!(total(json!({"text": "b@ex"})).await, 0);
    tokio::time::sleep(lag * 5 / 4).await;
    assert_eq!(total(json!({"text": "a@ex"})).await, 0);
    assert_eq!(total(json!({"text": "b@ex"})).await, 1);
}

#[test]
fn more_readers_than_connections_wait_for_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let emulator = open(Database::File(folder.path().join("emulator.db")));
    std::thread::scope(|scope| {
        for _ in 0..40 {
            scope.spawn(|| {
                for _ in 0..10 {
                    emulator.status().unwrap();
                }
            });
        }
    });
}

/// A page is the same part of the whole, whichever way it was found.
#[tokio::test]
async fn pages_at_any_offset_are_parts_of_one_order() {
    let api = Api::with_catalogue();
    let users: Vec<_> = (0..60)
        .map(|n| {
            let status = ["enabled", "disabled", "invited"][n % 3];
            json!({
                "loginId": format!("u{n}"), "email": format!("{}@example.com", n * 37 % 60), "name": format!("N{}", n % 4),
                "createdTime": n % 5, "status": status, "test": n % 11 == 0,
                "roleNames": if n % 2 == 0 { json!(["viewer"]) } else { json!([]) },
                "userTenants": if n % 3 == 0 { json!([{"tenantId": "acme"}]) } else { json!([]) },
                "customAttributes": if n == 50 { json!({"plan": "rare"}) } else { json!({}) },
            })
        })
        .collect();
    api.emulator.seed(&json!({"users": users}).to_string()).unwrap();
    let by = |keys: &[(&str, bool)]| {
        keys.iter().map(|(field, desc)| json!({"field": field, "desc": desc})).collect::<Vec<_>>()
    };
    for filter in [
        json!({}),
        json!({"withTestUser": true}),
        json!({"roleNames": ["viewer"]}),
        json!({"customAttributes": {"plan": "rare"}}),
        json!({"fromCreatedTime": 1000, "statuses": ["enabled", "invited"], "withTestUser": true}),
    ] {
        for sort in [
            by(&[]),
            by(&[("email", true)]),
            by(&[("createdTime", true)]),
            by(&[("status", false), ("email", true)]),
            by(&[("status", true), ("createdTime", false)]),
            by(&[("tenant", true), ("displayName", false), ("email", false)]),
            by(&[("displayName", false), ("id", false)]),
        ] {
            let mut body = filter.clone();
            body["sort"] = json!(sort);
            let whole = api.ok(SEARCH, body.clone()).await["users"].clone();
            let whole = whole.as_array().unwrap();
            for (offset, limit) in
                [(1, 7), (whole.len() / 2, 9), (whole.len().saturating_sub(5), 100), (12, 1)]
            {
                body["offset"] = json!(offset);
                body["limit"] = json!(limit);
                // A write in between makes the emulator forget what it knows.
                if limit == 9 {
                    api.ok("/v1/mgmt/tenant/create", json!({"name": format!("T{offset}")})).await;
                }
                let page = api.ok(SEARCH, body.clone()).await["users"].clone();
                let part: Vec<_> = whole.iter().skip(offset).take(limit).cloned().collect();
                assert_eq!(page, json!(part), "{body}");
            }
        }
    }
}

/// What is remembered of a search is forgotten when any process writes.
#[tokio::test]
async fn a_search_that_is_repeated_finds_whoever_fits_now() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("emulator.db");
    let api = Api { emulator: open(Database::File(file.clone())) };
    let users: Vec<_> =
        (0..60).map(|n| json!({"loginId": format!("u{n}@x.org"), "email": format!("u{n}@x.org")})).collect();
    api.ok("/v1/mgmt/user/create/batch", json!({"users": users})).await;
    let total = async |api: &Api| api.ok(SEARCH, json!({"text": "@X.org"})).await["total"].as_i64().unwrap();
    assert_eq!((total(&api).await, total(&api).await), (60, 60));
    let other = Api { emulator: open(Database::File(file)) };
    api.user("new@x.org", json!({})).await;
    assert_eq!((total(&api).await, total(&other).await), (61, 61));
    other.ok("/v1/mgmt/user/delete", json!({"loginId": "u7@x.org"})).await;
    other.ok("/v1/mgmt/user/update/name", json!({"loginId": "u8@x.org", "displayName": "Eight"})).await;
    let moved = json!({"loginId": "u9@x.org", "email": "u9@y.org"});
    other.ok("/v1/mgmt/user/update/email", moved).await;
    assert_eq!((total(&api).await, total(&other).await), (59, 59));
    // More of them than are kept.
    for n in 0..30 {
        assert!(api.ok(SEARCH, json!({"text": format!("{n}")})).await["total"].as_i64().unwrap() > 0);
    }
    assert_eq!(total(&api).await, 59);
    api.emulator.reset().unwrap();
    assert_eq!((total(&api).await, total(&other).await), (0, 0));
}

/// Values are parameters, never text of a statement.
#[tokio::test]
async fn text_that_would_end_a_statement_finds_nobody_and_does_nothing() {
    let api = five().await;
    for hostile in [
        "' OR 1=1 --",
        "\") OR 1=1; DROP TABLE users; --",
        "%",
        "*",
        "a\u{0}b",
        "NEAR(a b)",
        "\"",
        "document: ann",
    ] {
        for filter in [
            json!({"loginId": hostile}),
            json!({"loginIds": [hostile]}),
            json!({"userIds": [hostile]}),
            json!({"emails": [hostile]}),
            json!({"phones": [hostile]}),
            json!({"recoveryEmails": [hostile]}),
            json!({"recoveryPhones": [hostile]}),
            json!({"tenantIds": [hostile], "includeSubTenants": true}),
            json!({"roleNames": [hostile]}),
            json!({"ssoAppIds": [hostile]}),
            json!({"tenantRoleNames": {hostile: {"values": [hostile]}}}),
            json!({"tenantRoleIds": {hostile: {"values": [hostile], "and": true}}}),
            json!({"customAttributes": {"plan": hostile}}),
            json!({"text": hostile}),
        ] {
            assert_eq!(api.ok(SEARCH, filter.clone()).await["total"], 0, "{filter}");
        }
        api.refused(SEARCH, json!({"statuses": [hostile]}), 400, "E011004").await;
        api.refused(SEARCH, json!({"customAttributes": {hostile: 1}}), 400, "E011003").await;
        api.refused(SEARCH, json!({"sort": [{"field": hostile}]}), 400, "E011004").await;
    }
    assert_eq!(api.ok(SEARCH, json!({})).await["total"], 4);
}
