#!/usr/bin/env bash
# What a modeler waits for: `cargo check` of a crate with fifty models of ten equations, cold (dependencies built) and after one model was changed.
#
# benches/compile_cost.sh [MODELS]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
models=${1:-50}
crate=$root/target/compile_cost
mkdir -p "$crate/src"
cat > "$crate/Cargo.toml" <<EOF
[package]
name = "compile-cost"
version = "0.0.0"
edition = "2024"
[dependencies]
nernst = { path = "$root" }
[workspace]
EOF
# A file for each model.
for k in $(seq "$models"); do
  cat > "$crate/src/model$k.rs" <<EOF
use nernst::prelude::*;
#[derive(Neuron, Clone, Debug)]
#[input(i: ElectricCurrent)]
#[define(alpha_m = 0.32 * 4 / exprel((v_t - v + 13 mV) / (4 mV)) / ms, beta_m = 0.28 * 5 / exprel((v - v_t - 40 mV) / (5 mV)) / ms)]
#[define(alpha_h = 0.128 * exp((v_t - v + 17 mV) / (18 mV)) / ms, beta_h = 4 / (1 + exp((v_t - v + 40 mV) / (5 mV))) / ms)]
#[define(alpha_n = 0.032 * 5 / exprel((v_t - v + 15 mV) / (5 mV)) / ms, beta_n = 0.5 * exp((v_t - v + 10 mV) / (40 mV)) / ms)]
#[spike(v >= -20 mV)]
#[refractory(t_ref)]
#[require(c > 0 pF, g_na > 0 nS)]
pub struct Model$k {
    pub c: Capacitance, pub g_l: ElectricalConductance, pub g_na: ElectricalConductance, pub g_k: ElectricalConductance,
    pub e_l: ElectricPotential, pub e_na: ElectricPotential, pub e_k: ElectricPotential, pub v_t: ElectricPotential, pub t_ref: Time,
    #[ode(dv/dt = (g_l * (e_l - v) - g_na * m^3 * h * (v - e_na) - g_k * n^4 * (v - e_k) + i) / c)]
    pub v: ElectricPotential,
    #[ode(dm/dt = alpha_m * (1 - m) - beta_m * m)]
    pub m: f64,
    #[ode(dh/dt = alpha_h * (1 - h) - beta_h * h)]
    pub h: f64,
    #[ode(dn/dt = alpha_n * (1 - n) - beta_n * n)]
    pub n: f64,
}
EOF
done
for k in $(seq "$models"); do echo "pub mod model$k;"; done > "$crate/src/lib.rs"
cd "$crate"
export CARGO_TARGET_DIR=$root/target/compile_cost/target
cargo check --quiet
seconds() { local start; start=$(date +%s.%N); "$@" >/dev/null 2>&1; echo "$(date +%s.%N) - $start" | bc; }
touch src/lib.rs && cargo clean --quiet --package compile-cost
echo "crate of $models models, dependencies built: $(seconds cargo check) s"
for _ in 1 2 3; do
  sed -i "s|exp((v_t - v + 10 mV) / (40 mV))|exp((v_t - v + 10 mV) / (40 mV)) * 1|" src/model1.rs
  echo "after a change in one model: $(seconds cargo check) s"
done
