/** Level of a sample above which a frame is speech: -42 dBFS, above the noise of a telephone line. */
const loud = 260
/** Frames that go on after the last loud one: pauses between words are part of what is said. */
const hangover = 25
/** Frames before the first loud one that belong to it: a word may begin softly. */
const lead = 3

/**
 * A telephone line never stops sending; an agent behind Media Streams sends when it speaks, and by that the end of a
 * reply is known. This lets speech pass and holds the silence between two replies back.
 */
export class SpeechGate {
  #quiet = hangover
  #before: Int16Array[] = []

  /** The frames to be sent on now. */
  pass(frame: Int16Array): Int16Array[] {
    const isLoud = frame.some((sample) => Math.abs(sample) > loud)
    this.#quiet = isLoud ? 0 : this.#quiet + 1
    if (this.#quiet > hangover) {
      this.#before = [...this.#before, frame].slice(-lead)
      return []
    }
    return [...this.#before.splice(0), frame]
  }
}
