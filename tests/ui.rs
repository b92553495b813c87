//! Mistakes, and what the modeler reads: one message each, in the words of the model.
//!
//! Each folder of `ui` holds one kind of mistake, each mistake has a twin in `ui/pass` that differs from it in one place and
//! compiles, and `ui/several` holds declarations with more than one mistake. Most of our words stand in a frame of rustc, which
//! changes with its version: constants that cannot be evaluated, mismatched types, bounds that do not hold. `ui/judge.rs` says what
//! a message must be.
//!
//! After a message was changed on purpose, `TRYBUILD=overwrite cargo test --test ui` writes it down anew.

#![allow(
    dead_code,
    missing_debug_implementations,
    missing_docs,
    private_interfaces,
    unreachable_pub,
    unused_variables
)]

#[path = "ui/judge.rs"]
mod judge;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use judge::{Message, Tier};

/// Compiles the twins as modules of this test, which takes less time than a crate for each.
macro_rules! twins {
    ($($folder:ident in $path:literal { $($name:ident)+ })+) => {
        $(
            #[path = $path]
            mod $folder {
                $(mod $name;)+
            }
        )+

        const TWINS: &[(&str, &[&str])] = &[$((stringify!($folder), &[$(stringify!($name)),+])),+];
    };
}

twins! {
    quantities in "ui/pass/quantities" {
        charge_over_voltage_as_a_current
        comparison_of_two_dimensions
        current_from_conductance_alone
        list_of_two_dimensions
        potential_compared_with_a_number
        potential_plus_conductance
        product_without_a_name
        quotient_of_two_times_as_a_time
        rate_for_a_time
        square_for_a_potential
    }
    descriptors in "ui/pass/descriptors" {
        adaptation_without_a_unit
        binding_rate_without_concentration
        facilitation_in_hertz
        initial_potential_in_milliseconds
        magnesium_slope_without_a_unit
        magnesium_without_a_unit
        rate_of_closing_as_a_time
        resistance_in_siemens
        resting_potential_without_a_unit
        reversal_potential_in_milliampere
        reversal_potential_in_nanosiemens
        reversal_potential_of_zero
        reversal_potential_without_a_unit
        time_constant_in_hertz
        time_constant_in_millivolt
        time_constant_without_a_unit
        transmitter_in_milliseconds
        transmitter_without_a_unit
        utilisation_in_millisiemens
    }
    equations in "ui/pass/equations" {
        areal_against_total_conductance
        bare_number_in_front_of_a_comparison
        binding_rate_without_concentration
        branches_of_two_dimensions
        comparison_with_a_bare_number
        definition_that_adds_time_to_potential
        exponent_taken_by_the_unit
        exponential_of_a_potential
        factor_with_a_dimension
        forgotten_driving_force
        forgotten_time_constant
        minimum_of_two_dimensions
        potential_as_exponent
        potential_plus_conductance
        potential_to_the_power_of_a_seventh
        power_past_counting
        question
        rate_for_a_time_constant
        rate_for_a_time_constant_in_two_equations
        sine_of_time
    }
    events in "ui/pass/events" {
        hold_of_a_parameter
        input_in_a_threshold
        jump_that_depends_on_a_state
        on_spike_without_weight
        plasticity_that_releases_nothing
        plasticity_that_releases_twice
        potential_reset_to_a_current
        pulse_of_a_state
        pulse_that_does_nothing
        pulse_that_lasts_a_concentration
        pulse_without_a_duration
        refractory_period_in_millivolt
        refractory_period_of_a_state
        release_before_its_value
        release_with_a_dimension
        reset_of_a_parameter
        reset_on_a_field
        reset_without_a_spike
        spike_on_a_synapse
        synapse_without_a_weight_in_use
        synapse_without_weight
        weight_of_another_dimension_than_the_state
        weight_that_does_nothing
    }
    init_and_require in "ui/pass/init_and_require" {
        init_in_the_wrong_unit
        init_of_a_parameter
        init_without_a_unit
        requirement_on_an_input
        requirement_that_compares_potential_with_current
        requirement_without_a_comparison
        requirement_without_a_unit
        state_read_before_its_value
    }
    noise in "ui/pass/noise" {
        noise_alone_with_a_potential
        noise_in_a_requirement
        noise_in_a_synapse
        noise_in_a_threshold
        noise_of_two_dimensions
        noise_per_root_of_the_wrong_quantity
        noise_squared
        noise_without_a_coefficient
        noise_without_the_root_of_a_time
    }
    outputs in "ui/pass/outputs" {
        conductance_added_to_a_potential
        drive_in_the_exponent
        output_of_another_dimension
        parameter_called_output
        post_that_is_not_used
        postsynaptic_state_of_another_dimension
        reversal_potential_of_zero_in_an_equation
        synapse_without_output
        time_in_an_output
    }
    projections in "ui/pass/projections" {
        coba_into_a_neuron_that_takes_current_density
        coba_into_a_neuron_without_input
        conductance_in_the_place_of_spikes
        conductance_synapse_into_cuba
        conductance_weight_in_millivolt
        current_synapse_into_coba
        delay_by_distance_as_a_length
        delay_in_millivolt
        delta_synapse_at_a_neuron_without_on_spike
        delta_synapse_in_nanosiemens
        dimensionless_weight_into_cuba
        drawn_delays_in_nanosiemens
        gap_junctions_in_millivolt
        gap_junctions_of_a_neuron_without_a_current
        gap_junctions_without_a_conductance
        input_of_another_type
        output_in_the_place_of_the_synapse
        output_without_a_synapse
        plasticity_in_the_place_of_the_synapse
        projection_without_a_weight
        projection_without_an_output
        synapse_in_the_place_of_the_neuron
        synapse_in_the_place_of_the_output
        weight_without_a_unit
    }
    inputs in "ui/pass/inputs" {
        closure_of_time_in_millivolt
        current_density_into_a_whole_cell
        current_into_the_neuron_of_izhikevich
        drawn_weights_in_millivolt
        duration_without_a_unit
        initial_conductance_in_millivolt
        initial_potentials_in_millisiemens
        initial_value_of_another_synapse
        input_current_in_millivolt
        input_without_a_unit
        list_of_whole_numbers
        parameter_of_another_model
        population_for_a_source
        rate_in_milliseconds
        rate_that_follows_a_current
        standard_deviation_of_noise_in_millivolt
        stimulus_in_millivolt
        stimulus_of_a_state
        stimulus_that_is_no_signal
        threshold_without_a_unit
        time_step_in_hertz
        time_step_without_a_unit
        trace_of_another_model
    }
    solvers in "ui/pass/solvers" {
        exact_solver_for_a_changing_coefficient
        exact_solver_for_a_squared_state
        exact_solver_for_noise_that_grows_with_a_state
        half_a_sub_step
        misspelt_option_of_a_solver
        plasticity_that_is_not_linear
        slow_membrane
        slow_state_without_sub_steps
        solver_that_does_not_exist
        splitting_for_a_squared_state
        tolerance_of_a_method_without_an_estimate
    }
    form in "ui/pass/form" {
        celsius_behind_a_number
        chained_comparison
        comparison_for_an_assignment
        condition_for_a_number
        definition_used_before_it_stands
        enum_for_a_model
        field_called_like_a_unit
        fields_without_names
        input_in_no_equation
        missing_else
        misspelt_unit
        names_that_differ_in_capitals
        neuron_without_an_equation
        number_for_a_condition
        ode_of_another_state
        ode_on_the_struct
        one_argument_too_many
        operator_missing
        port_without_a_type
        rate_in_becquerel
        two_odes_for_one_state
        unit_of_one_letter_alone
        unit_that_does_not_exist
        unknown_function
        unknown_name
        unknown_name_in_a_model_in_use
    }
    generics in "ui/pass/generics" {
        exponential_of_a_generic_state
        field_of_whole_numbers
        field_that_is_no_quantity
        generic_over_a_number
        generic_state_as_a_number
        generic_state_plus_a_conductance
        generic_synapse_without_time_constant
        quantity_for_the_marker_of_a_dimension
        type_parameter_that_is_no_dimension
    }
}

/// What the derives say by themselves.
#[test]
fn in_our_words() {
    compile_fail(|message| message.code().is_none());
}

#[rustversion::attr(
    not(stable(1.95)),
    ignore = "the frame around our words is that of rustc 1.95"
)]
#[test]
fn in_words_of_rustc() {
    compile_fail(|message| message.code().is_some());
}

/// What holds whatever the words: the code of each error, in one build of all cases.
#[rustversion::attr(stable(1.95), ignore = "`in_words_of_rustc` says more")]
#[test]
fn with_their_codes_on_another_toolchain() {
    let root = env!("CARGO_MANIFEST_DIR");
    let project = Path::new(env!("CARGO_TARGET_TMPDIR")).join("codes");
    let bins = project.join("src/bin");
    let _ = fs::remove_dir_all(&bins);
    fs::create_dir_all(&bins).expect("a folder");
    let manifest = format!(
        "[package]\nname = \"codes\"\nedition = \"2024\"\n[dependencies]\nnernst = {{ path = {root:?} }}\n[workspace]\n"
    );
    fs::write(project.join("Cargo.toml"), manifest).expect("a manifest");
    fs::copy("Cargo.lock", project.join("Cargo.lock")).expect("a lock file");
    let mut expected = Vec::new();
    for (k, (folder, name)) in cases().into_iter().enumerate() {
        let text = read(&folder.join(format!("{name}.stderr")));
        if let Some(code) = Message::all(&text)[0].code() {
            let bin = format!("case_{k}_{name}");
            let source = folder.join(format!("{name}.rs"));
            fs::copy(source, bins.join(format!("{bin}.rs"))).expect("a case");
            expected.push((bin, code.to_owned()));
        }
    }
    let cargo = Command::new(env!("CARGO"))
        .args(["check", "--bins", "--keep-going", "--message-format=json"])
        .current_dir(&project)
        .env("CARGO_TARGET_DIR", project.join("target"))
        .output()
        .expect("cargo");
    let messages = String::from_utf8_lossy(&cargo.stdout);
    for (bin, code) in expected {
        let of_bin = format!("\"name\":\"{bin}\"");
        let with_code = format!("\"code\":{{\"code\":\"{code}\"");
        let mut lines = messages.lines();
        let is_told = lines.any(|line| line.contains(&of_bin) && line.contains(&with_code));
        assert!(is_told, "{bin} does not fail with {code}");
    }
}

fn compile_fail(of: impl Fn(&Message<'_>) -> bool) {
    let trybuild = trybuild::TestCases::new();
    for (folder, name) in cases() {
        // A new case has no message yet.
        let text = fs::read_to_string(folder.join(format!("{name}.stderr"))).unwrap_or_default();
        if Message::all(&text).first().is_none_or(&of) {
            trybuild.compile_fail(folder.join(format!("{name}.rs")));
        }
    }
}

/// The cases whose mistake makes more than one message right.
const MESSAGES: &[(&str, usize)] = &[
    // The same parameter is wrong in two equations.
    ("rate_for_a_time_constant_in_two_equations", 2),
    ("three_mistakes", 3),
    // rustc reports the field, and once more in what `Clone` derives of it.
    ("type_parameter_that_is_no_dimension", 2),
];

/// The cases in which an attribute as a whole stands where it must not.
const ATTRIBUTES: &[&str] = &[
    "ode_on_the_struct",
    "reset_on_a_field",
    "spike_on_a_synapse",
    "two_odes_for_one_state",
];

#[test]
fn judge() {
    let mut faults = Vec::new();
    println!(
        "{:<18}{:>6}{:>9}   lines: ours, types, traits",
        "kind", "cases", "messages"
    );
    for folder in FOLDERS {
        let path = Path::new("tests/ui").join(folder);
        let names = names(&path);
        let mut lines = [Tier::Ours, Tier::Types, Tier::Traits].map(|tier| (tier, 0, 0));
        for name in &names {
            let text = read(&path.join(format!("{name}.stderr")));
            let messages = Message::all(&text);
            let expected = MESSAGES.iter().find(|(other, _)| other == name);
            let expected = expected.map_or(1, |(_, n)| *n);
            if messages.len() != expected {
                faults.push(format!(
                    "{name} has {} messages, not {expected}",
                    messages.len()
                ));
            }
            for message in &messages {
                let is_attribute = ATTRIBUTES.contains(&name.as_str());
                let found = message.faults(is_attribute);
                faults.extend(found.into_iter().map(|fault| format!("{name} {fault}")));
                for (tier, count, most) in &mut lines {
                    if *tier == message.tier() {
                        *count += 1;
                        *most = message.length().max(*most);
                    }
                }
            }
        }
        let messages: usize = lines.iter().map(|(_, count, _)| count).sum();
        let most = lines.map(|(_, _, most)| most);
        println!("{folder:<18}{:>6}{messages:>9}   {most:?}", names.len());
    }
    println!("{} faults", faults.len());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn each_case_is_short() {
    for (folder, name) in cases() {
        let lines = read(&folder.join(format!("{name}.rs"))).lines().count();
        assert!(lines <= 15, "{name} has {lines} lines");
    }
}

#[test]
fn each_case_has_a_twin_that_differs_in_one_place() {
    for (folder, twins) in TWINS {
        let folder = Path::new("tests/ui").join(folder);
        let twins: BTreeSet<String> = twins.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(names(&folder), twins, "{folder:?}");
        for name in twins {
            let file = format!("{name}.rs");
            let wrong = read(&folder.join(&file));
            let pass = Path::new("tests/ui/pass").join(folder.file_name().expect("a folder"));
            let right = read(&pass.join(&file));
            let (wrong, right) = difference(&wrong, &right);
            assert!(wrong != right, "{name} is its own twin");
            assert!(
                wrong.len().max(right.len()) <= 60,
                "{name} differs from its twin in more than one place: {wrong} or {right}"
            );
        }
    }
}

/// The page on reading unit errors shows code and message of these cases.
#[test]
fn the_page_on_unit_errors_says_what_the_compiler_says() {
    let page = read(Path::new("src/reading_unit_errors.md"));
    let sections: Vec<&str> = page.split("<!-- ").skip(1).collect();
    assert_eq!(sections.len(), 10);
    for section in sections {
        let (case, section) = section.split_once(" -->").expect("the name of a case");
        let blocks: Vec<&str> = section.split("```").collect();
        let [_, code, _, message, ..] = blocks[..] else {
            panic!("{case}: code and message");
        };
        let code = code.lines().skip(1).collect::<Vec<_>>().join("\n");
        let path = Path::new("tests/ui").join(case);
        let (source, text) = (
            read(&path.with_extension("rs")),
            read(&path.with_extension("stderr")),
        );
        assert!(source.starts_with(code.trim()), "{case}: {code}");
        for line in message.lines().skip(1) {
            assert!(
                text.lines().any(|other| other == line),
                "{case} does not say: {line}"
            );
        }
    }
}

/// `unit_mistakes.md` names a test for each mistake, and what the modeler reads there.
#[test]
fn each_row_of_the_table_of_unit_mistakes_has_its_test() {
    let table = read(Path::new("tests/unit_mistakes.md"));
    let rows: Vec<&str> = table
        .lines()
        .filter(|line| line.starts_with("| "))
        .collect();
    assert!(rows.len() > 40, "{} rows", rows.len());
    for row in &rows[1..] {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let [_, _, _, here, test, _] = cells[..] else {
            panic!("a row of four columns: {row}");
        };
        let test = test.trim_matches('`');
        let text = match test.split_once("::") {
            None => read(&Path::new("tests").join(format!("{test}.stderr"))),
            Some((file, function)) => {
                let text = read(&Path::new("tests").join(format!("{file}.rs")));
                let exists = text.contains(&format!("fn {function}("));
                assert!(exists, "there is no test {test}");
                text
            }
        };
        if let Some((_, said)) = here.split_once('“') {
            let (said, _) = said.split_once('”').expect("a closing quote");
            assert!(text.contains(said), "{test} does not say: {said}");
        }
    }
}

/// What stands between the common beginning and the common end, without white space, which depends on it.
fn difference(a: &str, b: &str) -> (String, String) {
    let letters =
        |text: &str| -> Vec<char> { text.split_whitespace().flat_map(str::chars).collect() };
    let (a, b) = (letters(a), letters(b));
    let same = |(a, b): &(&char, &char)| a == b;
    let start = a.iter().zip(&b).take_while(same).count();
    let (a, b) = (&a[start..], &b[start..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(same).count();
    let middle = |text: &[char]| text[..text.len() - end].iter().collect();
    (middle(a), middle(b))
}

const FOLDERS: [&str; 13] = [
    "quantities",
    "descriptors",
    "equations",
    "events",
    "init_and_require",
    "noise",
    "outputs",
    "projections",
    "inputs",
    "solvers",
    "form",
    "generics",
    "several",
];

/// Folder and name of every case.
fn cases() -> Vec<(PathBuf, String)> {
    let folders = FOLDERS
        .iter()
        .map(|folder| Path::new("tests/ui").join(folder));
    let cases = folders.flat_map(|folder| {
        let names = names(&folder).into_iter();
        names
            .map(move |name| (folder.clone(), name))
            .collect::<Vec<_>>()
    });
    cases.collect()
}

fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).expect("a folder of cases");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let sources = paths.filter(|path| path.extension().is_some_and(|end| end == "rs"));
    sources
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
