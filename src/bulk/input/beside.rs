//! What stands beside the list of records in a JSON object: other lists, and marks of a page of which more
//! follow.

use serde_json::Value;

use super::columns::normal_form;

/// Names of values that say that more records follow, as long as they are not empty, null or false.
const MORE: &[&str] = &[
    "next",
    "nextlink",
    "odatanextlink",
    "nextpage",
    "nextpagetoken",
    "nextpageurl",
    "nexttoken",
    "nextcursor",
    "nextmarker",
    "nextresults",
    "nexturl",
    "paginationtoken",
    "continuationtoken",
    "lastevaluatedkey",
    "hasmore",
    "hasnext",
    "hasnextpage",
    "istruncated",
    "morerecords",
    "moreresults",
];

/// Names of numbers that say how many records there are in all.
const TOTALS: &[&str] = &[
    "total",
    "totalcount",
    "totalelements",
    "totalitems",
    "totalrecords",
    "totalresults",
    "totalsize",
    "totalusers",
    "odatacount",
    "count",
];

/// Names of objects that say something about the page.
const HOLDERS: &[&str] = &[
    "links",
    "listmetadata",
    "meta",
    "metadata",
    "page",
    "pageinfo",
    "paging",
    "pagination",
    "responsemetadata",
];

/// What stands in an object beside its list.
#[derive(Debug, Default)]
pub(super) struct Beside {
    /// Other lists of objects, each with their number.
    pub(super) lists: Vec<(String, u64)>,
    /// The first key that says that more follow.
    more: Option<String>,
    /// The largest number of records that is stated, and its key.
    total: Option<(String, u64)>,
}

impl Beside {
    /// Notes a list with so many objects.
    pub(super) fn list(&mut self, key: &str, objects: u64) {
        const MOST: usize = 100;
        if objects > 0 && self.lists.len() < MOST {
            self.lists.push((key.to_owned(), objects));
        }
    }

    /// Notes what a value says about the page.
    pub(super) fn value(&mut self, key: &str, value: &Value) {
        self.look_at(key, key, value);
    }

    fn look_at(&mut self, path: &str, key: &str, value: &Value) {
        let name = normal_form(key);
        let is_in = |names: &[&str]| names.contains(&name.as_str());
        if let (Value::Object(fields), true) = (value, is_in(HOLDERS)) {
            for (inner, value) in fields {
                // WorkOS has no other name for it.
                let is_after = inner == "after" && name == "listmetadata";
                let key = if is_after { "next" } else { inner.as_str() };
                self.look_at(&format!("{path}.{inner}"), key, value);
            }
        } else if is_in(MORE) && says_something(value) {
            self.more.get_or_insert_with(|| path.to_owned());
        } else if let (Some(number), true) = (value.as_u64(), is_in(TOTALS))
            && self.total.as_ref().is_none_or(|(_, known)| *known < number)
        {
            self.total = Some((path.to_owned(), number));
        }
    }

    /// What says that there are more than so many records.
    pub(super) fn more_than(&self, records: u64) -> Option<String> {
        if let Some(key) = &self.more {
            return Some(format!("`{key}` says that more follow"));
        }
        let (key, number) = self.total.as_ref().filter(|(_, number)| *number > records)?;
        Some(format!("`{key}` says that there are {number}, and the list has {records}"))
    }
}

fn says_something(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(flag) => *flag,
        Value::Number(number) => number.as_u64() != Some(0),
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(fields) => fields.values().any(says_something),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn of(object: Value) -> Option<String> {
        let mut beside = Beside::default();
        object.as_object().unwrap().iter().for_each(|(key, value)| beside.value(key, value));
        beside.more_than(2)
    }

    #[test]
    fn a_page_is_known_by_the_marks_of_many_services() {
        for page in [
            json!({"next": "https://example.com?page=2"}),
            json!({"@odata.nextLink": "https://example.com"}),
            json!({"PaginationToken": "x"}),
            json!({"NextToken": "x"}),
            json!({"nextPageToken": "x"}),
            json!({"next_page": 2}),
            json!({"has_more": true}),
            json!({"list_metadata": {"before": null, "after": "user_1"}}),
            json!({"_links": {"next": {"href": "https://example.com"}}}),
            json!({"pageInfo": {"hasNextPage": true}}),
            json!({"response_metadata": {"next_cursor": "x"}}),
            json!({"start": 0, "limit": 2, "total": 3}),
            json!({"total_count": 3}),
            json!({"schemas": [], "totalResults": 3, "itemsPerPage": 2}),
        ] {
            assert!(of(page.clone()).is_some(), "{page}");
        }
    }

    #[test]
    fn the_last_page_says_that_nothing_follows() {
        for whole in [
            json!({"next": null, "previous": "x", "count": 2}),
            json!({"PaginationToken": ""}),
            json!({"has_more": false, "total_count": 2}),
            json!({"list_metadata": {"before": "user_1", "after": null}}),
            json!({"_links": {"self": {"href": "x"}, "next": {"href": null}}}),
            json!({"pageInfo": {"hasNextPage": false, "endCursor": "x"}}),
            json!({"total": 1, "next_page": 0, "pagination_token": false}),
            json!({"realm": "x", "limits": {"total": 9}, "after": "x"}),
        ] {
            assert_eq!(of(whole.clone()), None, "{whole}");
        }
    }
}
