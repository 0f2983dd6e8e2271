import postgres from 'postgres'

import type { Sql } from '#db/client.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { log } from '#lib/platform/log.ts'
import { interrupted } from '#lib/runs/execute/interrupted.ts'
import { expireItem } from '#lib/runs/queue/take-back-items.ts'
import { isRecorded, type Outcome } from '#lib/runs/results/outcome.ts'
import { recordResults } from '#lib/runs/results/record-results.ts'

type Waiting = { outcome: Outcome; recorded: () => void; ended: boolean }

type Options = {
  sql: Sql
  /** ms without another outcome after which those that wait are recorded */
  flushMs?: number
  /** Whether no company is to be expected: then nothing waits. */
  alone?: () => boolean
  /** ms an outcome waits for company at the most, while others keep coming */
  gatherMs?: number
  /** outcomes in one transaction at most */
  batch?: number
  /** Called after each transaction with what it recorded. */
  onRecorded?: (outcomes: Outcome[]) => void
}

/**
 * The database is there and says no to the data (SQLSTATE classes 22, 23 and 54: malformed, against a constraint,
 * beyond a limit): trying again is of no use.
 */
const isRefused = (error: unknown) =>
  error instanceof postgres.PostgresError && /^(2[23]|54)/.test(error.code)

/** Outcomes in a batch at the least, however slow the database is. */
const leastBatch = 10

/** Transactions at once: while one waits for the database, the next full batch is on its way. */
const maxFlushes = 2

/**
 * Gathers outcomes and records them in batches: beyond about a hundred rows a commit, the disk's sync time no
 * longer counts. While the database is away outcomes wait here and are tried again.
 */
export class ResultWriter {
  readonly #options: Required<Options>
  #waiting: Waiting[] = []
  #timer: NodeJS.Timeout | undefined
  /** `performance.now()` of the outcome that has waited longest since the last look, and of the newest */
  #firstAt = 0
  #lastAt = 0
  #flushes = 0
  #pauseMs = 0
  /** outcomes in the next transaction at most: fewer after one that could not end in its time */
  #batch: number

  constructor(options: Options) {
    this.#options = {
      alone: () => false,
      flushMs: 40,
      gatherMs: 100,
      batch: 200,
      onRecorded: () => undefined,
      ...options,
    }
    this.#batch = this.#options.batch
  }

  /** Resolves once the outcome is on disk, or was refused because a newer attempt owns the item. */
  record(outcome: Outcome): Promise<void> {
    return new Promise((recorded) => {
      this.#lastAt = performance.now()
      this.#waiting.push({ outcome, recorded, ended: false })
      this.#schedule()
    })
  }

  #schedule(): void {
    if (this.#waiting.length === 0 || this.#flushes >= maxFlushes) return
    const last = this.#flushes === 0 && this.#options.alone()
    if (this.#pauseMs === 0 && (this.#waiting.length >= this.#batch || last)) {
      clearTimeout(this.#timer)
      this.#timer = undefined
      void this.#flush()
    } else if (this.#flushes === 0 && this.#timer === undefined) {
      this.#firstAt = performance.now()
      this.#timer = setTimeout(this.#look, this.#pauseMs || this.#options.flushMs)
    }
  }

  /** A transaction costs the less the more are in it: while they keep coming, they are waited for. */
  readonly #look = (): void => {
    const { flushMs, gatherMs } = this.#options
    const now = performance.now()
    const quietMs = now - this.#lastAt
    if (this.#pauseMs === 0 && quietMs < flushMs && now - this.#firstAt < gatherMs) {
      this.#timer = setTimeout(this.#look, Math.ceil(flushMs - quietMs))
      return
    }
    this.#timer = undefined
    void this.#flush()
  }

  async #flush(): Promise<void> {
    this.#flushes++
    const taken = this.#waiting.splice(0, this.#batch)
    try {
      await this.#record(taken)
      this.#pauseMs = 0
      this.#batch = Math.min(this.#options.batch, this.#batch * 2)
    } catch (error) {
      this.#waiting.unshift(...taken.filter(({ ended }) => !ended))
      this.#batch = Math.max(leastBatch, this.#batch >> 1)
      this.#pauseMs = Math.min(2_000, this.#pauseMs * 2 || 100)
      log.warn(
        { waiting: this.#waiting.length, err: errorMessage(error) },
        'results are waiting to be recorded',
      )
    } finally {
      this.#flushes--
      this.#schedule()
    }
  }

  async #record(taken: Waiting[]): Promise<void> {
    const { sql } = this.#options
    try {
      await recordResults(
        sql,
        taken.map(({ outcome }) => outcome),
      )
      this.#end(taken)
    } catch (error) {
      if (!isRefused(error)) throw error
      log.error({ err: error, results: taken.length }, 'the database refused a result')
      const [only] = taken
      if (taken.length > 1) for (const one of taken) await this.#record([one])
      else if (only) await this.#recordRefusal(only, errorMessage(error))
    }
  }

  /** A result that the database refuses must not hold back the others for ever: it ends with that as its cause. */
  async #recordRefusal(refused: Waiting, reason: string): Promise<void> {
    const { sql } = this.#options
    const { outcome } = refused
    try {
      if (isRecorded(outcome)) {
        const { startedAt, finishedAt } = outcome.record
        const tookMs = finishedAt.getTime() - startedAt.getTime()
        const { record } = interrupted(startedAt, reason, tookMs)
        const { item } = outcome
        const ended = { item, record, cleared: true, deadLetter: false, waitMs: null }
        await recordResults(sql, [{ kind: 'final', ...ended }])
      }
    } catch (error) {
      if (!isRefused(error)) throw error
      // Not even that: it is tried again, and in the end joins the dead letters.
      await expireItem(sql, outcome.item)
      log.error({ err: error, itemId: outcome.item.id }, 'a result cannot be recorded at all')
    }
    this.#end([refused])
  }

  #end(taken: Waiting[]): void {
    for (const one of taken) {
      one.ended = true
      one.recorded()
    }
    this.#options.onRecorded(taken.map(({ outcome }) => outcome))
  }
}
