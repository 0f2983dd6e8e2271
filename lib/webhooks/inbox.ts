import type { Database } from '#db/client.ts'
import { isDatabaseAway } from '#lib/platform/postgres/errors.ts'
import { writeEntries, type Entry, type Written } from '#lib/webhooks/write-entries.ts'

type Waiting = {
  entry: Entry
  resolve: (written: Written) => void
  reject: (error: unknown) => void
}

/** bytes of bodies, and deliveries, that one statement takes */
const batchBytes = 8 * 1_048_576
const batchSize = 200
const flushesAtOnce = 2
/** Deliveries that are worth a statement: the database works while the next are received. */
const worthwhile = 16
/** ms after which a batch that is not written yet holds up no other */
const patienceMs = 50

/**
 * Writes deliveries down, many in one transaction: what arrives within a few milliseconds, or while a batch is written,
 * shares a commit. The unique index decides which of two equal deliveries is the first.
 */
export class Inbox {
  readonly #db: () => Database
  readonly #waitMs: number
  #waiting: Waiting[] = []
  #timer: NodeJS.Timeout | undefined
  #flushing = 0

  constructor(db: () => Database, waitMs: number) {
    this.#db = db
    this.#waitMs = waitMs
  }

  write(entry: Entry): Promise<Written> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entry, resolve, reject })
      if (this.#waiting.length >= worthwhile) this.#flush()
      else this.#schedule()
    })
  }

  /** While a batch is written a few more gather: the next is larger then, and there are fewer of them. */
  #schedule(): void {
    const waitMs = this.#flushing === 0 ? this.#waitMs : patienceMs
    this.#timer ??= setTimeout(() => this.#flush(), waitMs)
  }

  #take(): Waiting[] {
    let bytes = 0
    const fits = this.#waiting.findIndex(({ entry }, index) => {
      bytes += entry.size
      return index >= batchSize || (index > 0 && bytes > batchBytes)
    })
    return this.#waiting.splice(0, fits === -1 ? this.#waiting.length : fits)
  }

  #flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#flushing >= flushesAtOnce || this.#waiting.length === 0) return
    this.#flushing++
    void this.#write(this.#take()).finally(() => {
      this.#flushing--
      this.#flush()
    })
    if (this.#waiting.length > 0) this.#schedule()
  }

  async #write(batch: Waiting[]): Promise<void> {
    try {
      const written = await writeEntries(
        this.#db(),
        batch.map(({ entry }) => entry),
      )
      batch.forEach(({ resolve }, index) => resolve(written[index] ?? null))
    } catch (error) {
      // One that cannot be written must not take its neighbours along.
      if (batch.length > 1 && !isDatabaseAway(error))
        await Promise.all(batch.map((one) => this.#write([one])))
      else for (const { reject } of batch) reject(error)
    }
  }
}
