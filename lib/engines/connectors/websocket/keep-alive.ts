/** Sends a message whenever nothing has been sent for a while: some voice AIs hang up on a silent caller. */
export class KeepAlive {
  readonly #ms: number
  readonly #send: () => Promise<unknown>
  #timer: NodeJS.Timeout | undefined
  #running = false

  /** `seconds` without a word after which `send` is called; 0: never. */
  constructor(seconds: number, send: () => Promise<unknown>) {
    this.#ms = seconds * 1_000
    this.#send = send
  }

  begin(): void {
    this.#running = this.#ms > 0
    this.sent()
  }

  /** Something was sent: the wait begins anew. */
  sent(): void {
    if (!this.#running) return
    clearTimeout(this.#timer)
    // Whoever holds the turn learns of a broken connection by itself.
    this.#timer = setTimeout(() => void this.#send().catch(() => undefined), this.#ms)
    this.#timer.unref()
  }

  stop(): void {
    this.#running = false
    clearTimeout(this.#timer)
  }
}
