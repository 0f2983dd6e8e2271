declare module '@echogarden/fvad-wasm' {
  /** What the glue of the package exports. Pointers are byte offsets of the heap. */
  export type Fvad = {
    HEAP16: Int16Array
    _malloc(bytes: number): number
    _fvad_new(): number
    _fvad_reset(handle: number): void
    /** 0 (takes most for speech) .. 3 (least) */
    _fvad_set_mode(handle: number, mode: number): number
    _fvad_set_sample_rate(handle: number, hz: number): number
    /** 1 speech, 0 none, -1 for a length that is not 10, 20 or 30 ms */
    _fvad_process(handle: number, samples: number, length: number): number
  }
  export default function open(): Promise<Fvad>
}
