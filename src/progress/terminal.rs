//! Progress on a terminal, and its Ctrl-C.

use std::mem;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use indicatif::{ProgressBar, ProgressStyle};
use signal_hook::consts::SIGINT;
use signal_hook::flag;

use super::Progress;

/// A bar, one for each run.
#[derive(Default)]
pub(super) struct Bar(Option<ProgressBar>);

/// How finely it moves.
const PARTS: u64 = 10_000;

impl Bar {
    pub(super) fn show(&mut self, progress: &Progress) {
        let bar = self.0.get_or_insert_with(|| {
            let style = ProgressStyle::with_template("{bar:40} {msg}");
            let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
            ProgressBar::new(PARTS).with_style(style)
        });
        bar.set_position((progress.fraction() * PARTS as f64) as u64);
        bar.set_message(progress.to_string());
        if progress.fraction() >= 1.0 {
            bar.finish();
            self.0 = None;
        }
    }
}

/// Ctrl-C, while a network runs.
#[derive(Default)]
pub(super) struct Interrupt {
    is_running: bool,
}

/// What all simulations of the program know of it.
struct Signal {
    /// Whether none runs, so that Ctrl-C ends the program as ever.
    idle: Arc<AtomicBool>,
    pressed: Arc<AtomicBool>,
    running: Mutex<usize>,
}

impl Signal {
    /// Where the system has no such signal, it never comes.
    fn get() -> &'static Signal {
        static SIGNAL: OnceLock<Signal> = OnceLock::new();
        SIGNAL.get_or_init(|| {
            let (idle, pressed) = (Arc::<AtomicBool>::default(), Arc::<AtomicBool>::default());
            // In this order: one that finds the flag set ends the program, and the first one sets it.
            let _ = flag::register_conditional_default(SIGINT, Arc::clone(&idle));
            let _ = flag::register_conditional_default(SIGINT, Arc::clone(&pressed));
            let _ = flag::register(SIGINT, Arc::clone(&pressed));
            Signal {
                idle,
                pressed,
                running: Mutex::new(0),
            }
        })
    }

    fn running(&self) -> MutexGuard<'_, usize> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Interrupt {
    /// Whether it was pressed since the run began, which this is a look at.
    pub(super) fn came(&mut self, progress: &Progress) -> bool {
        self.begin();
        let came = Signal::get().pressed.load(Ordering::Relaxed);
        if came || progress.fraction() >= 1.0 {
            self.end();
        }
        came
    }

    fn begin(&mut self) {
        if mem::replace(&mut self.is_running, true) {
            return;
        }
        let signal = Signal::get();
        let mut running = signal.running();
        if *running == 0 {
            signal.pressed.store(false, Ordering::Relaxed);
            signal.idle.store(false, Ordering::Relaxed);
        }
        *running += 1;
    }

    fn end(&mut self) {
        if !mem::replace(&mut self.is_running, false) {
            return;
        }
        let signal = Signal::get();
        let mut running = signal.running();
        *running -= 1;
        signal.idle.store(*running == 0, Ordering::Relaxed);
    }
}

impl Drop for Interrupt {
    fn drop(&mut self) {
        self.end();
    }
}
