import postgres from 'postgres'

import type { Sql } from '#db/client.ts'

import { errorMessage } from '../errors.ts'
import type { Boss } from '../jobs/boss.ts'
import { log } from '../log.ts'
import { interrupted } from './execute/interrupted.ts'
import { isRecorded, type Outcome } from './outcome.ts'
import { settleItems } from './settle-items.ts'

type Waiting = { outcome: Outcome; settled: () => void }

type Options = {
  sql: Sql
  boss: Boss
  /** ms an outcome may wait for company */
  flushMs?: number
  /** outcomes in one transaction at most */
  batch?: number
  /** Called after each transaction with what it settled. */
  onSettled?: (outcomes: Outcome[]) => void
}

/** The database is there and says no to the data (SQLSTATE classes 22 and 23): trying again is of no use. */
const isRefused = (error: unknown) =>
  error instanceof postgres.PostgresError && /^2[23]/.test(error.code)

/**
 * Gathers outcomes and settles them in batches: beyond about a hundred rows a commit, the disk's sync time no
 * longer counts. While the database is away outcomes wait here and are tried again.
 */
export class Settler {
  readonly #options: Required<Options>
  #waiting: Waiting[] = []
  #timer: NodeJS.Timeout | undefined
  #flushing = false
  #pauseMs = 0

  constructor(options: Options) {
    this.#options = { flushMs: 15, batch: 200, onSettled: () => undefined, ...options }
  }

  /** Resolves once the outcome is on disk, or was refused because a newer attempt owns the item. */
  settle(outcome: Outcome): Promise<void> {
    return new Promise((settled) => {
      this.#waiting.push({ outcome, settled })
      this.#schedule()
    })
  }

  #schedule(): void {
    if (this.#flushing || this.#waiting.length === 0) return
    if (this.#pauseMs === 0 && this.#waiting.length >= this.#options.batch) {
      clearTimeout(this.#timer)
      this.#timer = undefined
      void this.#flush()
    } else
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined
        void this.#flush()
      }, this.#pauseMs || this.#options.flushMs)
  }

  /** A result that the database refuses must not hold back the others for ever: it ends with that as its cause. */
  async #record(sql: Sql, boss: Boss, outcomes: Outcome[]): Promise<void> {
    try {
      await settleItems(sql, boss, outcomes)
    } catch (error) {
      if (!isRefused(error)) throw error
      log.error({ err: error, results: outcomes.length }, 'the database refused a result')
      const [only] = outcomes
      if (outcomes.length > 1)
        for (const outcome of outcomes) await this.#record(sql, boss, [outcome])
      else if (only && isRecorded(only))
        await settleItems(sql, boss, [
          {
            ...only,
            kind: 'final',
            record: interrupted(only.record.startedAt, errorMessage(error)).record,
            deadLetter: false,
          },
        ])
    }
  }

  async #flush(): Promise<void> {
    this.#flushing = true
    const { sql, boss, batch, onSettled } = this.#options
    const taken = this.#waiting.splice(0, batch)
    const outcomes = taken.map(({ outcome }) => outcome)
    try {
      await this.#record(sql, boss, outcomes)
      this.#pauseMs = 0
      for (const { settled } of taken) settled()
      onSettled(outcomes)
    } catch (error) {
      this.#waiting.unshift(...taken)
      this.#pauseMs = Math.min(2_000, this.#pauseMs * 2 || 100)
      log.warn(
        { waiting: this.#waiting.length, err: errorMessage(error) },
        'results wait to be recorded',
      )
    } finally {
      this.#flushing = false
      this.#schedule()
    }
  }
}
