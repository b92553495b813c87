//! Where in a sub-step a cell fires.

use super::super::block::{Block, Mixed, Workspace, choose, reset};
use super::super::column::Lanes;
use super::track::{Track, trial};
use crate::dispatch::Kernel;
use crate::model::{Array, LANES, Neuron};

/// Finds where in their sub-step cells fire, resets them there.
pub(super) struct Locate<'a, N: Neuron> {
    pub(super) parameters: Mixed<N>,
    pub(super) block: &'a mut Block<N>,
    pub(super) work: &'a mut Workspace<N>,
    pub(super) track: &'a mut Track<N>,
    pub(super) lengths: &'a Lanes,
}

impl<N: Neuron> Kernel for Locate<'_, N> {
    #[inline(always)]
    fn run(self) {
        let (block, work, track) = (self.block, self.work, self.track);
        for lane in (0..LANES).filter(|lane| track.crossing[*lane] != 0.0) {
            let (at, tried) = (track.at[lane], track.trial[lane]);
            let of = |states: &N::PerState<Lanes>| {
                let mut values: N::PerState<f64> = Array::filled(0.0);
                for (value, lanes) in values.as_mut().iter_mut().zip(states.as_ref()) {
                    *value = lanes[lane];
                }
                values
            };
            let (first, last) = (of(&block.states), of(&track.next));
            let variables =
                |at, states: &N::PerState<f64>| track.variables(&self.parameters, lane, at, states);
            let rates = [
                N::rates(&variables(at, &first)),
                N::rates(&variables(at + tried, &last)),
            ];
            let length = tried * track.step;
            let states = |part: f64| hermite::<N>(&first, &last, &rates, length, part);
            let fires = |part: f64| N::fires(&variables(at + part * tried, &states(part)));
            let part = bisected(fires);

            let moment = choose(part == 1.0, at + tried, part.mul_add(tried, at));
            let mut x = variables(moment, &states(part));
            reset::<N>(&mut x, work.is_soft);
            for (lanes, state) in block.states.as_mut().iter_mut().zip(N::states(&x).as_ref()) {
                lanes[lane] = *state;
            }
            work.above[lane] = choose(N::fires(&x) & !work.is_soft, 1.0, 0.0);
            work.fired[lane] += 1.0;
            let period = work.period[lane];
            let release = choose(period > 0.0, moment + period, track.release[lane]);
            let release = if N::REFRACTORY { release } else { 0.0 };
            (track.at[lane], track.release[lane]) = (moment, release);
            track.trial[lane] = trial(moment, release, self.lengths[lane]);
        }
    }
}

/// The least part of a sub-step at which the condition holds, to the last bit, given that it does at its end.
fn bisected(holds: impl Fn(f64) -> bool) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    loop {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high || high - low < 1e-15 {
            return high;
        }
        if holds(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
}

/// The cubic polynomial with these values and rates at the ends of a sub-step.
fn hermite<N: Neuron>(
    first: &N::PerState<f64>,
    last: &N::PerState<f64>,
    rates: &[N::PerState<f64>; 2],
    length: f64,
    part: f64,
) -> N::PerState<f64> {
    let mut states = *first;
    let rest = 1.0 - part;
    for (k, state) in states.as_mut().iter_mut().enumerate() {
        let (from, to) = (first.as_ref()[k], last.as_ref()[k]);
        let [out, inward] = [rates[0].as_ref()[k], rates[1].as_ref()[k]].map(|rate| length * rate);
        let rise = to - from;
        // From + part (rise + rest (...)), exact at both ends.
        let bend = rest * (out - rise) - part * (inward - rise);
        *state = part.mul_add(rest.mul_add(bend, rise), from);
    }
    states
}

#[cfg(test)]
mod tests {
    use super::bisected;

    #[test]
    fn a_crossing_is_found_to_the_last_bit() {
        for crossing in [1e-9, 0.1, 0.5, 0.99, 1.0] {
            let found = bisected(|part| part >= crossing);
            assert!((found - crossing).abs() <= 1e-15, "{found} {crossing}");
        }
    }
}
