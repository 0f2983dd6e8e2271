/**
 * When the audio of the answer itself began to arrive. What comes between the request of a tool and its result may still
 * belong to what was said before, so only what follows a result, or a reply that begins anew, is known to be the answer.
 */
export class AnswerSound {
  #state: 'filler' | 'paused' | 'due' = 'filler'
  /** `performance.now()`; null while it is not known */
  at: number | null = null

  /** A tool is asked for. */
  pause(): void {
    this.#state = 'paused'
    this.at = null
  }

  /** The tool has answered, or the voice AI begins anew. */
  restart(): void {
    this.#state = 'due'
    this.at = null
  }

  /** Audio arrives. */
  hear(at: number): void {
    if (this.#state === 'due') this.at ??= at
  }
}
