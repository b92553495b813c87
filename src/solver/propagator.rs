//! TEMPORARY
use nalgebra::DMatrix;
/// x
#[derive(Debug, Clone)]
pub struct PropagatorError;
impl std::fmt::Display for PropagatorError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("bad")
    }
}
/// x
pub fn propagator(a: &DMatrix<f64>, h: f64) -> Result<DMatrix<f64>, PropagatorError> {
    Ok((a * h).exp())
}
/// x
pub fn integral(a: &DMatrix<f64>, h: f64) -> Result<DMatrix<f64>, PropagatorError> {
    let n = a.nrows();
    let mut m = DMatrix::zeros(2 * n, 2 * n);
    m.view_mut((0, 0), (n, n)).copy_from(&(a * h));
    m.view_mut((0, n), (n, n))
        .copy_from(&(DMatrix::identity(n, n) * h));
    Ok(m.exp().view((0, n), (n, n)).into_owned())
}
