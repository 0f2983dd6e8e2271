declare module 'fft.js' {
  /** Radix-4 FFT; complex numbers are interleaved pairs. */
  export default class FFT {
    constructor(size: number)
    createComplexArray(): number[]
    /** Fills the first half of `out`; `data` holds `size` real samples. */
    realTransform(out: number[] | Float64Array, data: ArrayLike<number>): void
  }
}
