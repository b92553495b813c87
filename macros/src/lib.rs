//! The derives of `nernst`.
