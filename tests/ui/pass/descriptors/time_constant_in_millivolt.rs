use nernst::prelude::*;

fn main() {
    let _: Expon = Expon::new(5.0 * ms);
}
