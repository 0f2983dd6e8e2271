declare module 'fft.js' {
  /** Radix-4 FFT; complex numbers are interleaved pairs. */
  export default class FFT {
    constructor(size: number)
    /** cos(2πk/size) and -sin(2πk/size), in pairs */
    readonly table: number[]
    createComplexArray(): number[]
    /** `out` and `data` are different arrays of `size` complex numbers. */
    transform(out: Float64Array, data: ArrayLike<number>): void
    /** Divides by `size`. */
    inverseTransform(out: Float64Array, data: ArrayLike<number>): void
    /** Fills the first half of `out`; `data` holds `size` real samples. */
    realTransform(out: number[] | Float64Array, data: ArrayLike<number>): void
  }
}
