//! The rows of the table that `examples/accuracy.rs` prints, each figure against its bar.

#[path = "common/accuracy.rs"]
mod accuracy;
mod common;
#[path = "common/golden.rs"]
mod golden;
#[path = "common/process.rs"]
mod process;

use accuracy::{Measurement, bounds, noise, orders, potentials, recorded, spikes};

#[track_caller]
fn assert_met(measurements: &[Measurement]) {
    assert!(!measurements.is_empty());
    let missed: Vec<&Measurement> = measurements.iter().filter(|m| !m.is_met()).collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn postsynaptic_potentials_are_their_closed_form() {
    assert_met(&potentials::closed_forms());
}

#[test]
fn nearly_equal_time_constants_lose_nothing() {
    assert_met(&potentials::nearly_equal_time_constants());
}

#[test]
fn ten_seconds_of_input_do_not_depend_on_the_step() {
    assert_met(&potentials::bombardment());
}

#[test]
fn conductances_that_jump_are_of_second_order() {
    assert_met(&orders::jumping_conductances());
}

#[test]
fn hodgkin_and_huxley_are_late_by_a_few_steps_after_six_spikes() {
    assert_met(&spikes::hodgkin_huxley());
}

#[test]
fn two_sub_steps_keep_the_spikes_of_hodgkin_and_huxley_in_their_steps() {
    assert_met(&spikes::hodgkin_huxley_in_two());
}

#[test]
fn gated_neurons_spike_in_their_steps() {
    assert_met(&spikes::gated());
}

#[test]
fn neurons_that_run_away_spike_in_their_steps() {
    assert_met(&spikes::non_linear());
}

#[test]
fn exponential_euler_is_the_recorded_scheme() {
    assert_met(&recorded::exponential_euler());
}

#[test]
fn each_solver_has_its_order() {
    assert_met(&orders::of_each_solver());
}

#[test]
fn noisy_drive_at_a_large_step_is_bounded() {
    assert_met(&bounds::noisy_drive());
}

#[test]
fn an_ornstein_uhlenbeck_process_is_right_for_every_step() {
    assert_met(&noise::ornstein_uhlenbeck());
}
