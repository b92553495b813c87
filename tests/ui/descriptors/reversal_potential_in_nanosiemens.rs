use nernst::prelude::*;

fn main() {
    let _ = Coba { e: -80.0 * nS };
}
