/// Elementary functions that give the same bits on every machine.
///
/// The C library picks its code by the CPU it finds, and one library was seen to give other bits
/// of `sin`, `exp` and `pow` on another CPU. Pixels that a third party is to derive again cannot
/// rest on that. These functions use nothing but + − × ÷, the square root, and integer operations
/// on bit patterns, all of which IEEE 754 fixes to the last bit, in a fixed order, and never a
/// fused multiply-add.
///
/// How: an argument is reduced to a small interval, with the rest that a double cannot hold kept
/// in a second double (`DoubleDouble`); a polynomial, short because a table shrank the interval,
/// gives a small correction; the sum is rounded once. So errors stay little above half a unit in
/// the last place (ulp). The bounds that the functions state are asserted against references of
/// high precision (`Tests/Reference/ExactMath`); they are bounds seen in tests with some room,
/// not proven ones.
///
/// Zeros, infinities and NaN follow C99, Annex F. Every NaN that comes out is `Double.nan`.
public enum Exact {}
