//! Figures as PNG.

use miniz_oxide::deflate::compress_to_vec_zlib;

use super::bitmap::Bitmap;

/// What every file begins with.
const SIGNATURE: [u8; 8] = *b"\x89PNG\r\n\x1a\n";

/// Pixels along a metre, 300 to an inch.
const DENSITY: u32 = 11811;

/// How much time compression takes, of ten.
const LEVEL: u8 = 6;

/// The file of a bitmap.
///
/// Portable Network Graphics (PNG) Specification, third edition, W3C 2025.
pub(super) fn encode(bitmap: &Bitmap) -> Vec<u8> {
    let [width, height] = [bitmap.width, bitmap.height].map(|side| (side as u32).to_be_bytes());
    // Eight bits for each of three colours, and nothing that there are alternatives to.
    let header = [&width[..], &height[..], &[8, 2, 0, 0, 0]].concat();
    let density = DENSITY.to_be_bytes();
    let density = [&density[..], &density[..], &[1]].concat();
    // Each row begins with how it was made of its neighbours: not at all.
    let rows = bitmap.bytes.chunks(3 * bitmap.width);
    let rows: Vec<u8> = rows.flat_map(|row| [&[0], row].concat()).collect();
    let mut file = SIGNATURE.to_vec();
    let data = compress_to_vec_zlib(&rows, LEVEL);
    let chunks = [(b"IHDR", header), (b"pHYs", density), (b"IDAT", data)];
    for (kind, content) in chunks.iter().chain(&[(b"IEND", Vec::new())]) {
        file.extend((content.len() as u32).to_be_bytes());
        let checked = [&kind[..], content].concat();
        file.extend(&checked);
        file.extend(rawzip::crc32(&checked).to_be_bytes());
    }
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pixels_are_read_back_from_the_file() {
        let bitmap = Bitmap {
            width: 5,
            height: 3,
            bytes: (0..45).map(|k| k * 5).collect(),
        };
        let file = encode(&bitmap);
        assert_eq!(file[..8], SIGNATURE);
        let mut rest = &file[8..];
        let mut kinds = Vec::new();
        while let [a, b, c, d, after @ ..] = rest {
            let length = u32::from_be_bytes([*a, *b, *c, *d]) as usize;
            let (checked, end) = after.split_at(4 + length);
            assert_eq!(end[..4], rawzip::crc32(checked).to_be_bytes());
            let (kind, content) = checked.split_at(4);
            kinds.push(String::from_utf8(kind.to_vec()).unwrap());
            if kind == b"IHDR" {
                assert_eq!(content, [0, 0, 0, 5, 0, 0, 0, 3, 8, 2, 0, 0, 0]);
            }
            if kind == b"IDAT" {
                let rows = miniz_oxide::inflate::decompress_to_vec_zlib(content).unwrap();
                let pixels: Vec<u8> = rows.chunks(16).flat_map(|row| row[1..].to_vec()).collect();
                assert_eq!(pixels, bitmap.bytes);
            }
            rest = &end[4..];
        }
        assert_eq!(kinds, ["IHDR", "pHYs", "IDAT", "IEND"]);
    }
}
