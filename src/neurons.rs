//! Neuron models.

mod ad_ex;
mod alif;
mod exp_if;
mod fitz_hugh_nagumo;
mod gif;
mod hindmarsh_rose;
mod hodgkin_huxley;
mod izhikevich;
mod leaky_readout;
mod lif;
mod morris_lecar;
mod qif;
mod wang_buzsaki;

pub use ad_ex::AdEx;
pub use alif::Alif;
pub use exp_if::ExpIf;
pub use fitz_hugh_nagumo::FitzHughNagumo;
pub use gif::Gif;
pub use hindmarsh_rose::HindmarshRose;
pub use hodgkin_huxley::HodgkinHuxley;
pub use izhikevich::Izhikevich;
pub use leaky_readout::LeakyReadout;
pub use lif::Lif;
pub use morris_lecar::MorrisLecar;
pub use qif::Qif;
pub use wang_buzsaki::WangBuzsaki;
