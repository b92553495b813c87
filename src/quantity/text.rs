//! Sentences put together while the compiler runs.

/// Room for a sentence; a model's longest equation fits.
const CAPACITY: usize = 1024;

/// What a sentence ends in that did not fit.
const ELLIPSIS: &[u8] = b"...";

/// A string that grows in `const` code, where there is no allocator.
///
/// A text that gets too long ends in `...`, and never within a character.
#[derive(Clone, Copy)]
pub struct Text {
    bytes: [u8; CAPACITY],
    length: usize,
    is_cut: bool,
}

impl Text {
    /// The empty text.
    pub const EMPTY: Text = Text {
        bytes: [0; CAPACITY],
        length: 0,
        is_cut: false,
    };

    /// The text with `more` behind it.
    #[must_use]
    pub const fn push(mut self, more: &str) -> Text {
        if self.is_cut {
            return self;
        }
        let more = more.as_bytes();
        let room = CAPACITY - ELLIPSIS.len() - self.length;
        let mut taken = if more.len() <= room { more.len() } else { room };
        while taken < more.len() && is_continuation(more[taken]) {
            taken -= 1;
        }
        self = self.append(more, taken);
        if taken < more.len() {
            self = self.append(ELLIPSIS, ELLIPSIS.len());
            self.is_cut = true;
        }
        self
    }

    /// The text with an integer behind it.
    #[must_use]
    pub const fn push_integer(self, value: i32) -> Text {
        let mut text = if value < 0 { self.push("-") } else { self };
        let magnitude = value.unsigned_abs();
        let mut scale = 1;
        while magnitude / scale >= 10 {
            scale *= 10;
        }
        while scale > 0 {
            let digit = (magnitude / scale % 10) as usize;
            text = text.push("0123456789".split_at(digit).1.split_at(1).0);
            scale /= 10;
        }
        text
    }

    /// The text as a string.
    #[must_use]
    pub const fn as_str(&self) -> &str {
        match core::str::from_utf8(self.bytes.split_at(self.length).0) {
            Ok(text) => text,
            Err(_) => panic!("a text is only ever cut between characters"),
        }
    }

    const fn append(mut self, more: &[u8], count: usize) -> Text {
        let mut at = 0;
        while at < count {
            self.bytes[self.length] = more[at];
            self.length += 1;
            at += 1;
        }
        self
    }
}

impl core::fmt::Debug for Text {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        core::fmt::Debug::fmt(self.as_str(), f)
    }
}

/// Is this byte the inside of a UTF-8 character?
const fn is_continuation(byte: u8) -> bool {
    byte & 0b1100_0000 == 0b1000_0000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grows() {
        let text = Text::EMPTY.push("1 µS").push(" + ").push_integer(-2070);
        assert_eq!(text.as_str(), "1 µS + -2070");
        assert_eq!(Text::EMPTY.push_integer(0).as_str(), "0");
        assert_eq!(
            Text::EMPTY.push_integer(i32::MIN).as_str(),
            i32::MIN.to_string()
        );
    }

    #[test]
    fn is_cut_between_characters() {
        for shift in 0..2 {
            let text = Text::EMPTY.push(&"a".repeat(shift)).push(&"µ".repeat(600));
            assert!(text.as_str().ends_with("µ..."), "{text:?}");
            assert!(text.as_str().len() <= CAPACITY);
            assert_eq!(text.push("more").as_str(), text.as_str());
        }
    }

    #[test]
    fn is_cut_at_once_when_full() {
        let full = Text::EMPTY.push(&"a".repeat(CAPACITY - 3));
        assert!(!full.as_str().contains('.'));
        assert!(full.push("b").as_str().ends_with("a..."));
    }
}
