/** One answer of the espeak program: see the protocol in `espeak/README.md`. */
export type AnswerFrame = { sampleRate: number; body: Buffer }

const HEADER = 8
/** Four minutes at 22,050 Hz are 10 MB; anything beyond this is not our program talking. */
const MAX_BODY = 64 * 1024 * 1024

/** Cuts a byte stream into answers. Throws when a header makes no sense. */
export function createFrameReader(onFrame: (frame: AnswerFrame) => void) {
  let parts: Buffer[] = []
  let held = 0
  let needed = HEADER

  function takeFrame(): boolean {
    const bytes = Buffer.concat(parts)
    const length = bytes.readUInt32LE(4)
    if (length > MAX_BODY) throw new Error(`an answer of ${length} bytes was announced`)
    needed = HEADER + length
    parts = [bytes]
    if (held < needed) return false
    onFrame({ sampleRate: bytes.readUInt32LE(0), body: bytes.subarray(HEADER, needed) })
    parts = [bytes.subarray(needed)]
    held -= needed
    needed = HEADER
    return true
  }

  return (bytes: Buffer): void => {
    parts.push(bytes)
    held += bytes.length
    while (held >= needed && takeFrame());
  }
}
