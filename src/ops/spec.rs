//! What is said once about an operation, and the macro that makes commands of a table of them.

use serde::Serialize;
use serde_json::Value;

use super::{
    identifier::{Identifier, Target},
    row::{Field, NullPolicy, RowStruct, RowType, Sink},
    secret::Secret,
};
use crate::{
    error::{Error, Result},
    output::{DONE, Shape, View},
};

/// HTTP method of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Arguments are sent in the query string.
    Get,
    /// Arguments are sent as a JSON body.
    Post,
    /// Arguments are sent as a JSON body.
    Patch,
    /// Arguments are sent as a JSON body where there are any.
    Delete,
}

impl Method {
    /// The method as it stands on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// A documented rate limit: so many requests a window, then a block. Counted per project, `General`
/// per IP address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bucket {
    /// 100 requests in 60 s: create and batch create.
    UserCreate,
    /// 200 requests in 60 s: full update and search.
    UserUpdateSearch,
    /// 500 requests in 60 s: everything else under `/user/`.
    UserManagement,
    /// 100 requests in 60 s: all other paths.
    General,
}

impl Bucket {
    /// All buckets, in the order of their discriminants.
    pub const ALL: [Self; 4] =
        [Self::UserCreate, Self::UserUpdateSearch, Self::UserManagement, Self::General];

    /// Requests that a window of 60 s allows (documented; behaviour.md section 2).
    #[must_use]
    pub fn limit(self) -> u32 {
        match self {
            Self::UserCreate | Self::General => 100,
            Self::UserUpdateSearch => 200,
            Self::UserManagement => 500,
        }
    }

    /// The bucket's name in the contract (`x-rate-limit`).
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::UserCreate => "userCreate",
            Self::UserUpdateSearch => "userUpdateSearch",
            Self::UserManagement => "userManagement",
            Self::General => "general",
        }
    }
}

/// Whether sending the same request twice does harm (`x-retry` of the contract).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeat {
    /// A repeat changes nothing more.
    Harmless,
    /// A repeat may create, issue or fail a second time.
    Harmful,
}

/// What an operation does to the project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Nothing.
    Read,
    /// Adds or changes something that can be changed back.
    Write,
    /// Takes something away: asked for first. `{}` stands for the user.
    Ask(&'static str),
}

/// Which kind of identifier the wire takes in `loginId`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accepts {
    /// A login ID or a user ID.
    LoginIdOrUserId,
    /// A login ID only; a user ID is looked up first.
    LoginId,
    /// A login ID, or a user ID in the field `userId`.
    LoginIdElseUserIdField,
}

impl Accepts {
    /// Names the user of a body by user ID in the field that the wire has for it.
    pub fn name_by_user_id(self, body: &mut Value) {
        if self == Self::LoginIdElseUserIdField
            && let Some(fields) = body.as_object_mut()
            && let Some(user_id) = fields.shift_remove("loginId")
        {
            fields.insert("userId".to_owned(), user_id);
        }
    }
}

/// How a reply is shown.
#[derive(Debug, Clone, Copy)]
pub enum Shown {
    /// The part of the reply that the view picks.
    As(&'static View),
    /// Nothing useful comes back; this sentence goes to stderr, and a document says it to programs. `{}` stands
    /// for the user.
    Done(&'static str),
}

/// Fields of a user from which a request takes something away, by the user as it is. Without a user: fields
/// from which it could.
pub type TakenAway = fn(before: Option<&Value>, change: &Value) -> Vec<&'static str>;

/// Whether an operation runs row by row, as `user batch-run` does it.
#[derive(Debug, Clone, Copy)]
pub enum Rows {
    /// It does; this is what a row holds.
    Run(RowType),
    /// It does not, and why, or what is for that.
    No(&'static str),
}

/// All that is fixed about one operation. What differs between operations is decided by a field of this,
/// never by the command word.
#[derive(Debug, Clone, Copy)]
pub struct Spec {
    /// First command word, such as `user`.
    pub noun: &'static str,
    /// Second command word, such as `update-email`.
    pub verb: &'static str,
    /// HTTP method.
    pub method: Method,
    /// Path below the base URL, letter case as on the wire.
    pub path: &'static str,
    /// Rate limit that it counts against.
    pub bucket: Bucket,
    /// Whether a repeat is harmless.
    pub repeat: Repeat,
    /// What it does.
    pub effect: Effect,
    /// Which identifier it takes, where it is about one user.
    pub accepts: Option<Accepts>,
    /// How the reply is shown.
    pub shown: Shown,
    /// Whether it runs row by row, and what a row holds.
    pub rows: Rows,
    /// The field with a name that the user may have afterwards instead of the one that was given. A repeat
    /// finds nobody under the old one.
    pub renames: Option<&'static str>,
    /// Whether it can be told to merge another user into this one, where both want the same login ID.
    pub merges: bool,
    /// Whether it must not take the last application of a user, which would open all of them.
    pub keeps_last_app: bool,
    /// What it takes away from users, which is saved in a batch, and asked for where the operation itself asks nothing.
    pub takes: Option<TakenAway>,
    /// Whether it does nothing else than that.
    pub only_takes: bool,
    /// What is asked before it is done to several users who are named, where it asks nothing about one. `{}` stands
    /// for the users.
    pub asks_for_several: Option<&'static str>,
    /// The operation of further requests, where one row or command takes several.
    pub then: Option<&'static Spec>,
}

impl Spec {
    /// What most operations have in common. The rest is what a line of the table says.
    pub const PLAIN: Self = Self {
        noun: "",
        verb: "",
        method: Method::Get,
        path: "",
        bucket: Bucket::General,
        repeat: Repeat::Harmless,
        effect: Effect::Read,
        accepts: None,
        shown: Shown::As(&View { pointer: "", shape: Shape::Empty, columns: &[], id: "", fields: &[] }),
        rows: Rows::No("it is not about one user"),
        renames: None,
        merges: false,
        keeps_last_app: false,
        takes: None,
        only_takes: false,
        asks_for_several: None,
        then: None,
    };

    /// How its document is shown.
    #[must_use]
    pub fn view(&self) -> &'static View {
        match self.shown {
            Shown::As(view) => view,
            Shown::Done(_) => &DONE,
        }
    }

    /// Whether several rows may be about the same user.
    #[must_use]
    pub fn allows_duplicates(&self) -> bool {
        matches!(self.rows, Rows::Run(rows) if rows.allows_duplicates())
    }

    /// Whether this is its second command word.
    #[must_use]
    pub fn is_called(&self, word: &str) -> bool {
        self.verb == word
    }

    /// The command as typed, such as `user update-email`.
    #[must_use]
    pub fn command(&self) -> String {
        [self.noun, self.verb].join(" ").trim_end().to_owned()
    }
}

/// An operation with its arguments. Implemented by the `operations!` table, never by hand.
pub trait Operation: Serialize {
    /// What is fixed about it.
    const SPEC: Spec;

    /// The user it is about.
    fn target(&self) -> Option<&Target> {
        None
    }

    /// Further users it is about.
    fn others(&self) -> &[Identifier] {
        &[]
    }

    /// How many users it must be about, where that was said.
    fn expected(&self) -> Option<u64> {
        None
    }

    /// The secret it needs from a prompt, a file or stdin.
    fn secret(&mut self) -> Option<Secret<'_>> {
        None
    }

    /// Writes what is sent for a row that holds it.
    fn write(&self, sink: &mut Sink)
    where
        Self: Sized,
    {
        sink.request(self);
    }
}

/// A row of an operation gives the arguments that its command takes.
impl<T: Operation + Field + clap::Args> RowStruct for T {
    const NULLS: NullPolicy = NullPolicy::Argument;

    fn write(&self, sink: &mut Sink) {
        Operation::write(self, sink);
    }
}

/// [`Operation`] without its type, so that what all operations have in common is compiled once.
pub trait Call {
    /// What is fixed about it.
    fn spec(&self) -> &'static Spec;
    /// The user it is about.
    fn target(&self) -> Option<&Target>;
    /// Further users it is about.
    fn others(&self) -> &[Identifier];
    /// How many users it must be about, where that was said.
    fn expected(&self) -> Option<u64>;
    /// The secret it needs.
    fn secret(&mut self) -> Option<Secret<'_>>;
    /// The request body, or the query of a GET, without the fields that were not given.
    ///
    /// # Errors
    /// When a value cannot be expressed in JSON.
    fn body(&self) -> Result<Value>;
}

impl<T: Operation> Call for T {
    fn spec(&self) -> &'static Spec {
        &T::SPEC
    }

    fn target(&self) -> Option<&Target> {
        Operation::target(self)
    }

    fn others(&self) -> &[Identifier] {
        Operation::others(self)
    }

    fn expected(&self) -> Option<u64> {
        Operation::expected(self)
    }

    fn secret(&mut self) -> Option<Secret<'_>> {
        Operation::secret(self)
    }

    fn body(&self) -> Result<Value> {
        let mut body = serde_json::to_value(self)
            .map_err(|cause| Error::failed("could not express the request in JSON").because(cause))?;
        if let Value::Object(fields) = &mut body {
            fields.retain(|_, value| !value.is_null());
        }
        Ok(body)
    }
}

/// Turns a table of operations into a clap enum, one [`Spec`] per operation and the list of all.
///
/// A line is: attributes of the command, type, command word, method, path, bucket, repeat, effect; then
/// optionally `of <identifier kind>` (the struct has a `target` field), `and <field>` (further users) with
/// `counted <field>` (how many users it must be about), `with <field>` (its secret), `rows
/// Distinct` or `rows Repeatable` (it runs row by row, and whether several rows may be about one user) with
/// `by <method>` (writes what is sent for a row, where that is not one request), further fields of [`Spec`]
/// in braces; then how the reply is shown.
macro_rules! operations {
    (
        $(#[$enum_attribute:meta])*
        pub enum $command:ident $noun:literal, all in $specs:ident;
        $(
            $(#[$attribute:meta])*
            $name:ident $verb:literal $method:ident $path:literal
            $bucket:ident $repeat:ident $effect:ident $(($question:literal))?
            $(of $accepts:ident $(and $others:ident $(counted $expect:ident)?)?)? $(with $secret:ident)? $(rows $users:ident $(by $writer:ident)?)?
            $({ $($fact:ident: $value:expr),+ $(,)? })? => $shown:expr;
        )+
    ) => {
        $(#[$enum_attribute])*
        #[derive(Debug, clap::Subcommand)]
        pub enum $command {
            $(
                #[expect(missing_docs, reason = "the documentation of the arguments is the command's help")]
                #[command(name = $verb)]
                $(#[$attribute])*
                $name($name),
            )+
        }

        /// What is fixed about each operation of the table, in its order.
        pub const $specs: &[&$crate::ops::Spec] = &[$(&<$name as $crate::ops::Operation>::SPEC),+];

        impl $command {
            /// What is fixed about the operation.
            #[must_use]
            pub fn spec(&self) -> &'static $crate::ops::Spec {
                match self {
                    $(Self::$name(_) => &<$name as $crate::ops::Operation>::SPEC,)+
                }
            }

            /// Further users it is about.
            #[must_use]
            pub fn others(&self) -> &[$crate::ops::identifier::Identifier] {
                match self {
                    $(Self::$name(operation) => $crate::ops::Operation::others(operation),)+
                }
            }

            /// The operation with its arguments, ready to be sent.
            #[must_use]
            pub fn into_call(self) -> Box<dyn $crate::ops::Call> {
                match self {
                    $(Self::$name(operation) => Box::new(operation),)+
                }
            }
        }

        $(
            impl $crate::ops::Operation for $name {
                const SPEC: $crate::ops::Spec = $crate::ops::Spec {
                    noun: $noun,
                    verb: $verb,
                    method: $crate::ops::Method::$method,
                    path: $path,
                    bucket: $crate::ops::Bucket::$bucket,
                    repeat: $crate::ops::Repeat::$repeat,
                    effect: $crate::ops::Effect::$effect $(($question))?,
                    accepts: $crate::ops::spec::optional!($($crate::ops::Accepts::$accepts)?),
                    shown: $shown,
                    $(rows: $crate::ops::Rows::Run(
                        <Self as $crate::ops::row::RowStruct>::ROWS.with($crate::ops::row::Users::$users),
                    ),)?
                    $($($fact: $value,)+)?
                    ..$crate::ops::Spec::PLAIN
                };
                $(
                    fn target(&self) -> Option<&$crate::ops::identifier::Target> {
                        let _ = $crate::ops::Accepts::$accepts;
                        Some(&self.target)
                    }
                    $(
                        fn others(&self) -> &[$crate::ops::identifier::Identifier] {
                            &self.$others
                        }
                        $(
                            fn expected(&self) -> Option<u64> {
                                self.$expect
                            }
                        )?
                    )?
                )?
                $(
                    fn secret(&mut self) -> Option<$crate::ops::secret::Secret<'_>> {
                        Some(self.$secret.open())
                    }
                )?
                $($(
                    fn write(&self, sink: &mut $crate::ops::row::Sink) {
                        self.$writer(sink);
                    }
                )?)?
            }
        )+
    };
}

/// `Some` of what is there, `None` of nothing.
macro_rules! optional {
    () => {
        None
    };
    ($value:expr) => {
        Some($value)
    };
}

pub(crate) use operations;
pub(crate) use optional;
