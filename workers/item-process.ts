import { settings } from '#lib/platform/config/settings.ts'
import { isBeat } from '#lib/platform/processes/beat.ts'
import { spawnProgram, type Program } from '#lib/platform/processes/spawn-program.ts'
import { watchBeats } from '#lib/platform/processes/watch-beats.ts'
import type { Executed } from '#lib/runs/execute/executed.ts'
import type { BegunItem } from '#lib/runs/results/outcome.ts'

export type ToItemProcess = { ask: number; item: BegunItem } | { abort: number }
type FromItemProcess = { answer: number; executed: Executed }

/** The process is gone without an answer; the message says how. */
export class ItemProcessLostError extends Error {}

/** ms that an item may take: its own limit ends it sooner unless it blocks its process */
const limitMs = () => (settings().TEST_EXECUTION_TIMEOUT + 5) * 1_000
/** ms in which one that is told to end does so */
const abortMs = 3_000

/** A process that executes items for us: whatever kills it kills nothing else. */
export class ItemProcess {
  readonly #program: Program
  readonly #asked = new Map<number, PromiseWithResolvers<Executed>>()
  #last = 0
  #killedFor: string | null = null
  #lost: ItemProcessLostError | null = null

  /** `program` calls `answerParent`. */
  constructor(program: string) {
    const child = spawnProgram([...process.execArgv, program], {
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      serialization: 'advanced',
    })
    this.#program = child
    child.process.on('message', (message) => {
      if (isBeat(message)) return
      const { answer, executed } = message as FromItemProcess
      this.#asked.get(answer)?.resolve(executed)
    })
    const silenceMs = settings().SILENCE_LIMIT_SECONDS * 1_000
    if (silenceMs > 0)
      watchBeats(child.process, {
        limitMs: () => silenceMs,
        onSilent: (ms) => this.#kill(`did not answer for ${Math.round(ms / 1_000)} s`),
      })
    void child.ended.then(({ how }) => {
      this.#lost = new ItemProcessLostError(
        this.#killedFor === null ? how : `${this.#killedFor} and ${how}`,
      )
      for (const { reject } of this.#asked.values()) reject(this.#lost)
    })
  }

  /** Items that it is at work on. */
  get load(): number {
    return this.#asked.size
  }

  get isLost(): boolean {
    return this.#lost !== null || this.#killedFor !== null
  }

  /** Throws `ItemProcessLostError`. What `signal` aborts answers as in any worker, or its process is killed. */
  async execute(item: BegunItem, signal: AbortSignal): Promise<Executed> {
    if (this.#lost) throw this.#lost
    const number = ++this.#last
    const answer = Promise.withResolvers<Executed>()
    this.#asked.set(number, answer)
    const { process: child } = this.#program
    const send = (message: ToItemProcess) =>
      child.send(message, (error) => {
        if (error) answer.reject(new ItemProcessLostError(error.message))
      })
    let timer = setTimeout(() => this.#kill('did not end in time'), limitMs())
    const abort = () => {
      clearTimeout(timer)
      send({ abort: number })
      timer = setTimeout(() => this.#kill('did not end when it was told to'), abortMs)
    }
    signal.addEventListener('abort', abort, { once: true })
    try {
      send({ ask: number, item })
      if (signal.aborted) abort()
      return await answer.promise
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', abort)
      this.#asked.delete(number)
    }
  }

  /** Ends it: one that has nothing to do by itself, one at work by force. */
  close(): void {
    if (this.load > 0) this.#kill('was stopped')
    else if (this.#program.process.connected) this.#program.process.disconnect()
  }

  #kill(why: string): void {
    this.#killedFor ??= why
    void this.#program.kill()
  }
}
