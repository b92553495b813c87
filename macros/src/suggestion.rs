//! The nearest name to one that does not exist.

/// `; did you mean `NAME`?`, or nothing where no name is near.
///
/// Names of more letters than anybody writes have none: comparing takes a step for each pair of letters.
pub(crate) fn suggestion<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    const LONGEST: usize = 100;
    if name.len() > LONGEST {
        return String::new();
    }
    let limit = 2 + name.chars().count() / 4 * 2;
    known
        .into_iter()
        .filter(|candidate| candidate.len() <= LONGEST)
        .map(|candidate| (distance(name, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= limit && *distance < 2 * candidate.len())
        .min_by_key(|(distance, _)| *distance)
        .map_or(String::new(), |(_, candidate)| {
            format!("; did you mean `{candidate}`?")
        })
}

/// Edit distance in halves: two for a letter more, less, another, or swapped with its neighbour; one for a letter in the other case.
pub(crate) fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = 2 * i;
    }
    rows[0] = (0..=b.len()).map(|j| 2 * j).collect();
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let changed = match (a[i - 1], b[j - 1]) {
                (a, b) if a == b => 0,
                (a, b) if a.eq_ignore_ascii_case(&b) => 1,
                _ => 2,
            };
            let mut best = (rows[i - 1][j] + 2)
                .min(rows[i][j - 1] + 2)
                .min(rows[i - 1][j - 1] + changed);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 2);
            }
            rows[i][j] = best;
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_suggested() {
        let known = ["tau", "v_rest", "v_reset", "i"];
        assert_eq!(suggestion("tua", known), "; did you mean `tau`?");
        assert_eq!(suggestion("v_rset", known), "; did you mean `v_rest`?");
        assert_eq!(suggestion("conductance", known), "");
        assert_eq!(suggestion("V_Rest", known), "; did you mean `v_rest`?");
        // A one-letter name is near to everything, so it is never suggested by replacement.
        assert_eq!(suggestion("q", known), "");
    }
}
