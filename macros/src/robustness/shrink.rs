//! The smallest part of a case that still fails.

use super::trees::Tree;

/// Leaves out trees, and puts the content of groups in their place, as long as what is left fails.
pub(super) fn shrink(mut trees: Vec<Tree>, fails: &dyn Fn(&[Tree]) -> bool) -> Vec<Tree> {
    let mut length = count(&trees);
    while length > 0 {
        let mut position = 0;
        while position < count(&trees) {
            let smaller = [leave_out(&trees, position, length), open(&trees, position)];
            match smaller.into_iter().flatten().find(|smaller| fails(smaller)) {
                Some(smaller) => trees = smaller,
                None => position += 1,
            }
        }
        length /= 2;
    }
    trees
}

/// How many trees there are, those in groups included.
fn count(trees: &[Tree]) -> usize {
    let below = |tree: &Tree| match tree {
        Tree::Token(_) => 0,
        Tree::Group(_, trees) => count(trees),
    };
    trees.iter().map(|tree| 1 + below(tree)).sum()
}

/// Without up to `length` neighbours from the given position on, in reading order.
fn leave_out(trees: &[Tree], position: usize, length: usize) -> Option<Vec<Tree>> {
    let mut trees = trees.to_vec();
    let (list, index) = list_at(&mut trees, position)?;
    let end = (index + length).min(list.len());
    list.drain(index..end);
    Some(trees)
}

/// With the content of the group at the position instead of the group.
fn open(trees: &[Tree], position: usize) -> Option<Vec<Tree>> {
    let mut trees = trees.to_vec();
    let (list, index) = list_at(&mut trees, position)?;
    let Tree::Group(_, content) = list[index].clone() else {
        return None;
    };
    list.splice(index..=index, content);
    Some(trees)
}

/// The list that holds the tree at the position in reading order, and where in it.
pub(super) fn list_at(trees: &mut Vec<Tree>, position: usize) -> Option<(&mut Vec<Tree>, usize)> {
    let mut left = position;
    let mut inside = None;
    for (index, tree) in trees.iter().enumerate() {
        if left == 0 {
            return Some((trees, index));
        }
        left -= 1;
        if let Tree::Group(_, content) = tree {
            let below = count(content);
            if left < below {
                inside = Some(index);
                break;
            }
            left -= below;
        }
    }
    match &mut trees[inside?] {
        Tree::Group(_, content) => list_at(content, left),
        Tree::Token(_) => None,
    }
}

/// How many positions there are.
pub(super) fn positions(trees: &[Tree]) -> usize {
    count(trees)
}
