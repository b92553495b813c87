//! Synapses from the beginning, page by page.
//!
//! The code of each page is a section of the example `tutorial`, which draws the pictures: `cargo run --release --example tutorial`.
//!
//! 1. [`basic_usage`]: described, built in, advanced, read
//! 2. [`synapse_models`]: what ships, and which one to take
//! 3. [`descriptors`]: descriptions are values
//! 4. [`state_access`]: whatever has an equation can be recorded
//! 5. [`model_comparison`]: responses to one spike
//! 6. [`complete_projection`]: from spikes to spikes
//! 7. [`short_term_plasticity`]: what part of a spike is released
//! 8. [`custom_synapse`]: a synapse of your own
//! 9. [`batch`]: many at once, and what they cost
//! 10. [`balance`]: excitation and inhibition
//! 11. [`receptors`]: several receptors at one cell

/// A page about a section of the example, which is compiled and, but for the one that takes its time, run with the tests; with what it uses, and
/// the pictures that it draws.
macro_rules! page {
    ($name:ident, $fence:literal, [$($used:ident),*], [$($picture:ident),*]) => {
        #[doc = include_str!(concat!("tutorial/", stringify!($name), ".md"))]
        $(
            ///
            #[doc = include_str!(concat!("tutorial/", stringify!($picture), ".svg"))]
        )*
        ///
        #[doc = $fence]
        /// # mod section {
        #[doc = include_str!(concat!("../examples/tutorial/", stringify!($name), ".rs"))]
        /// # }
        $(
            #[doc = concat!("# mod ", stringify!($used), " {")]
            #[doc = include_str!(concat!("../examples/tutorial/", stringify!($used), ".rs"))]
            /// # }
        )*
        /// # type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;
        /// # fn main() -> Result<()> { section::run() }
        /// ```
        pub mod $name {}
    };
}

page!(basic_usage, "```", [lif], []);
page!(synapse_models, "```", [response], []);
page!(descriptors, "```", [lif], []);
page!(state_access, "```", [lif], []);
page!(model_comparison, "```", [response], [model_comparison]);
page!(complete_projection, "```", [lif], [complete_projection]);
page!(short_term_plasticity, "```", [lif], [short_term_plasticity]);
page!(batch, "```no_run", [lif], []);
page!(balance, "```", [lif], [balance]);
page!(receptors, "```", [lif], [receptors]);

#[doc = include_str!("tutorial/custom_synapse.md")]
///
#[doc = include_str!("tutorial/custom_synapse.svg")]
///
/// ```
#[doc = include_str!("../examples/custom_synapse.rs")]
/// ```
pub mod custom_synapse {}
