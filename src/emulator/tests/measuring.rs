use std::time::Instant;

use super::*;

const SEARCH: &str = "/v2/mgmt/user/search";

fn users_to_make() -> i64 {
    std::env::var("EMULATOR_USERS").ok().and_then(|text| text.parse().ok()).unwrap_or(100_000)
}

/// Run with `cargo test --release --lib measuring -- --ignored --nocapture`.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a measurement, not a test"]
async fn batches_and_pages() {
    let folder = tempfile::tempdir().unwrap();
    let api = Api { emulator: open(Database::File(folder.path().join("emulator.db"))) };
    let seed = json!({
        "tenants": [{"id": "acme", "name": "Acme"}],
        "roles": [{"name": "viewer"}],
        "attributes": [{"name": "plan", "type": 1}],
    });
    api.emulator.seed(&seed.to_string()).unwrap();
    let total = users_to_make();
    let start = Instant::now();
    let api = std::sync::Arc::new(api);
    let tasks: Vec<_> = (0..4_i64)
        .map(|task| {
            let api = api.clone();
            tokio::spawn(async move {
                for batch in (task..total / 100).step_by(4) {
                    let users: Vec<_> = (0..100).map(|n| sample(batch * 100 + n)).collect();
                    api.ok("/v1/mgmt/user/create/batch", json!({"users": users})).await;
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let seconds = start.elapsed().as_secs_f64();
    println!("create: {total} users in {seconds:.1} s, {:.0} users/s", total as f64 / seconds);
    for (name, body) in [
        ("first page", json!({})),
        ("first page again", json!({})),
        ("last page, cold", json!({"offset": total - 100, "sort": [{"field": "createdTime"}]})),
        ("by email", json!({"sort": [{"field": "email", "desc": true}]})),
        ("deep by name", json!({"sort": [{"field": "displayName"}], "offset": total / 2})),
        ("one email", json!({"emails": ["user77@example.com"]})),
        ("tenant, many", json!({"tenantIds": ["acme"]})),
        ("role, many", json!({"roleNames": ["viewer"]})),
        ("attribute, many", json!({"customAttributes": {"plan": "pro"}})),
        ("attribute, few", json!({"customAttributes": {"plan": "rare"}})),
        ("status", json!({"statuses": ["enabled"]})),
        ("flag", json!({"verifiedEmail": true})),
        ("created window", json!({"fromCreatedTime": 1_700_000_000_000_i64})),
        ("tenant and status", json!({"tenantIds": ["acme"], "statuses": ["enabled"]})),
        ("text, first (indexes)", json!({"text": "user777"})),
        ("text, few", json!({"text": "user7771"})),
        ("text, all", json!({"text": "example.com"})),
    ] {
        let start = Instant::now();
        let reply = api.ok(SEARCH, body).await;
        println!("{name}: {:.1} ms, total {}", start.elapsed().as_secs_f64() * 1e3, reply["total"]);
    }
    let start = Instant::now();
    for page in 0..total / 100 {
        api.ok(
            SEARCH,
            json!({"page": page, "limit": 100, "sort": [{"field": "createdTime"}, {"field": "id"}]}),
        )
        .await;
    }
    println!("walk: {:.0} users/s", total as f64 / start.elapsed().as_secs_f64());
}

fn sample(n: i64) -> Value {
    json!({
        "loginId": format!("user{n}@example.com"),
        "email": format!("user{n}@example.com"),
        "verifiedEmail": n % 2 == 0,
        "name": format!("User Number {n}"),
        "status": if n % 3 == 0 { "enabled" } else { "invited" },
        "roleNames": if n % 2 == 0 { json!(["viewer"]) } else { json!([]) },
        "userTenants": if n % 4 == 0 { json!([{"tenantId": "acme"}]) } else { json!([]) },
        "customAttributes": {"plan": if n % 1000 == 0 { "rare" } else { "pro" }},
    })
}
