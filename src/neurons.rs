//! Neuron models, in the declared language and nothing else.
//!
//! | model | equations in short | solver | reference |
//! |---|---|---|---|
//! | [`If`] | `c v' = i` | exact | Gerstein & Mandelbrot 1964 |
//! | [`Lif`] | `tau v' = v_rest - v + r i` | exact | Tuckwell 1988 |
//! | [`Alif`] | `Lif`, threshold `v_th + beta a`, `tau_a a' = -a` | exact | Bellec et al. 2020 |
//! | [`Gif`] | `Lif` with two currents that spikes induce, and a threshold that follows `v` | exact | Mihalaş & Niebur 2009 |
//! | [`ExpIf`] | `c v' = g_l (e_l - v) + g_l delta_t exp((v - v_t) / delta_t) + i` | rk45 | Fourcaud-Trocmé et al. 2003 |
//! | [`AdEx`] | `ExpIf` with `-w`, `tau_w w' = a (v - e_l) - w` | rk45 | Brette & Gerstner 2005; Naud et al. 2008 |
//! | [`Qif`] | `tau v' = a_0 (v - v_rest) (v - v_c) + r i` | rk45 | Ermentrout & Kopell 1986; Latham et al. 2000 |
//! | [`AdQif`] | `Qif` with `-r w`, `tau_w w' = a (v - v_rest) - w` | rk45 | Izhikevich 2007; Touboul 2008 |
//! | [`Izhikevich`] | `v' = 0.04 v² + 5 v + 140 - u + i`, `u' = a (b v - u)` | rk45 | Izhikevich 2003 |
//! | [`HodgkinHuxley`] | sodium `m³ h`, potassium `n⁴`, leak | splitting | Hodgkin & Huxley 1952 |
//! | [`WangBuzsaki`] | the same with `m` at its steady state | splitting, with sub-steps | Wang & Buzsáki 1996 |
//! | [`MorrisLecar`] | calcium `m_inf`, potassium `w`, leak | splitting, with sub-steps | Morris & Lecar 1981; Rinzel & Ermentrout 1989 |
//! | [`FitzHughNagumo`] | `tau v' = v - v³/3 - w + i`, `tau_w w' = v + a - b w` | rk45 | FitzHugh 1961; Nagumo et al. 1962 |
//! | [`HindmarshRose`] | `v' = y - a v³ + b v² - z + i`, `y' = c - d v² - y`, `z' = r (s (v - v_r) - z)` | rk45 | Hindmarsh & Rose 1984 |
//!
//! What has a reset has a refractory period, `t_ref`, during which `v` is held; zero means that there is none. What has no reset, from
//! [`HodgkinHuxley`] on, has none either: how soon it can fire again is in its equations, and a spike is counted where `v` rises
//! through `v_th`, so that it must have fallen below before the next.

mod ad_ex;
mod ad_qif;
mod alif;
mod exp_if;
mod fitz_hugh_nagumo;
mod gif;
mod hindmarsh_rose;
mod hodgkin_huxley;
mod integrate_and_fire;
mod izhikevich;
mod leaky_readout;
mod lif;
mod morris_lecar;
mod qif;
mod wang_buzsaki;

pub use ad_ex::AdEx;
pub use ad_qif::AdQif;
pub use alif::Alif;
pub use exp_if::ExpIf;
pub use fitz_hugh_nagumo::FitzHughNagumo;
pub use gif::Gif;
pub use hindmarsh_rose::HindmarshRose;
pub use hodgkin_huxley::HodgkinHuxley;
pub use integrate_and_fire::If;
pub use izhikevich::Izhikevich;
pub use leaky_readout::LeakyReadout;
pub use lif::Lif;
pub use morris_lecar::MorrisLecar;
pub use qif::Qif;
pub use wang_buzsaki::WangBuzsaki;
