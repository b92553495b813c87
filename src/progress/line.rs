//! Progress for whoever sits in front of it.

use std::fmt::{self, Debug, Formatter};
#[cfg(feature = "terminal")]
use std::io::IsTerminal;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::time::Duration;

use super::{Observer, Progress};

/// Progress on the standard error stream: a line every ten seconds, and at the end of a run that has taken as long.
///
/// With the feature `terminal` it is a bar where the stream is a terminal, and Ctrl-C ends a run between two steps, with
/// [`Interrupted`](crate::simulation::SimulationError::Interrupted); a second one ends the program.
pub struct ProgressLine {
    show: Show,
    #[cfg(feature = "terminal")]
    interrupt: super::terminal::Interrupt,
}

enum Show {
    Lines(Lines),
    #[cfg(feature = "terminal")]
    Bar(super::terminal::Bar),
}

/// How long there is between two lines.
const INTERVAL: Duration = Duration::from_secs(10);

/// Lines of text.
struct Lines {
    out: Box<dyn Write + Send>,
    /// Of the latest line.
    at: Duration,
}

impl Default for ProgressLine {
    fn default() -> Self {
        Self::new()
    }
}

impl ProgressLine {
    /// For runs from now on.
    #[must_use]
    pub fn new() -> Self {
        let stream = io::stderr();
        #[cfg(feature = "terminal")]
        if stream.is_terminal() {
            return ProgressLine {
                show: Show::Bar(super::terminal::Bar::default()),
                interrupt: super::terminal::Interrupt::default(),
            };
        }
        ProgressLine {
            show: Show::Lines(Lines::new(Box::new(stream))),
            #[cfg(feature = "terminal")]
            interrupt: super::terminal::Interrupt::default(),
        }
    }
}

impl Lines {
    fn new(out: Box<dyn Write + Send>) -> Self {
        Lines {
            out,
            at: Duration::ZERO,
        }
    }

    fn show(&mut self, progress: &Progress) {
        let elapsed = progress.elapsed();
        if elapsed < self.at {
            // Another run.
            self.at = Duration::ZERO;
        }
        let is_end = progress.fraction() >= 1.0 && self.at > Duration::ZERO;
        if elapsed - self.at >= INTERVAL || is_end {
            self.at = elapsed;
            // Nobody may be there to read it.
            let _ = writeln!(self.out, "run: {progress}");
        }
    }
}

impl Observer for ProgressLine {
    fn observe(&mut self, progress: &Progress) -> ControlFlow<()> {
        match &mut self.show {
            Show::Lines(lines) => lines.show(progress),
            #[cfg(feature = "terminal")]
            Show::Bar(bar) => bar.show(progress),
        }
        #[cfg(feature = "terminal")]
        if self.interrupt.came(progress) {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }
}

impl Debug for ProgressLine {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("ProgressLine")
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;
    use crate::units::second;

    #[derive(Clone, Default)]
    struct Page(Arc<Mutex<Vec<u8>>>);

    impl Write for Page {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// What is written where runs of so many seconds are looked at in each.
    fn lines(runs: &[u64]) -> String {
        let page = Page::default();
        let mut lines = Lines::new(Box::new(page.clone()));
        for &seconds in runs {
            for k in 0..=seconds {
                lines.show(&Progress {
                    start: 0.0 * second,
                    now: k as f64 * second,
                    end: seconds as f64 * second,
                    elapsed: Duration::from_secs(k),
                });
            }
        }
        String::from_utf8(page.0.lock().unwrap().clone()).unwrap()
    }

    #[test]
    fn there_is_a_line_every_ten_seconds_and_at_the_end() {
        assert_eq!(
            lines(&[25]),
            "run: 40 % at 10 s of 25 s, 15 s left\nrun: 80 % at 20 s of 25 s, 5 s left\nrun: 100 % at 25 s of 25 s\n"
        );
    }

    #[test]
    fn short_runs_say_nothing_and_every_run_begins_anew() {
        assert_eq!(lines(&[9, 9, 9]), "");
        assert_eq!(
            lines(&[10, 5, 10]),
            "run: 100 % at 10 s of 10 s\nrun: 100 % at 10 s of 10 s\n"
        );
    }
}
