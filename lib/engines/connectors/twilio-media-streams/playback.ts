/**
 * What the agent sent and the caller has not heard yet: media are played in the order of their arrival, a mark is
 * due when all media before it have been played, and `clear` empties everything (twilio.com/docs/voice/media-streams).
 */
export class Playback {
  #queue: Buffer[] = []
  /** bytes of the first piece that have been played */
  #at = 0
  #added = 0
  #played = 0
  #marks: { name: string; due: number }[] = []

  /** Bytes that wait to be played. */
  get queued(): number {
    return this.#added - this.#played
  }

  /** Marks that wait. */
  get marks(): number {
    return this.#marks.length
  }

  add(audio: Buffer): void {
    if (audio.length === 0) return
    this.#queue.push(audio)
    this.#added += audio.length
  }

  /** Whether the mark is due at once, as nothing is before it. */
  mark(name: string): boolean {
    if (this.queued === 0) return true
    this.#marks.push({ name, due: this.#added })
    return false
  }

  /** Forgets what has not been played; returns the marks that were waiting, in their order. */
  clear(): string[] {
    this.#queue = []
    this.#at = 0
    this.#played = this.#added
    return this.#marks.splice(0).map(({ name }) => name)
  }

  /** Plays up to `bytes`: fewer at the end of the queue, none when it is empty. */
  play(bytes: number): { audio: Buffer | null; marks: string[] } {
    const pieces: Buffer[] = []
    let missing = bytes
    for (let head = this.#queue[0]; head && missing > 0; head = this.#queue[0]) {
      const piece = head.subarray(this.#at, this.#at + missing)
      pieces.push(piece)
      missing -= piece.length
      this.#at += piece.length
      if (this.#at < head.length) break
      this.#queue.shift()
      this.#at = 0
    }
    this.#played += bytes - missing
    const [only] = pieces
    const audio = pieces.length > 1 ? Buffer.concat(pieces) : (only ?? null)
    return { audio, marks: this.#due() }
  }

  #due(): string[] {
    const waiting = this.#marks.findIndex(({ due }) => due > this.#played)
    const count = waiting < 0 ? this.#marks.length : waiting
    return count === 0 ? [] : this.#marks.splice(0, count).map(({ name }) => name)
  }
}
