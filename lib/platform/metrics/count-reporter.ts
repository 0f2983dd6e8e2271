import { randomUUID } from 'node:crypto'

import type { Registry } from 'prom-client'

import { errorMessage } from '#lib/platform/errors.ts'
import type { Statements } from '#lib/platform/jobs/enqueue.ts'
import { log } from '#lib/platform/log.ts'
import { keyOf, readSeries, type Series } from '#lib/platform/metrics/series.ts'

// A report that was added already changes nothing: its answer may have been lost on the way.
const add = `
  with fresh as (
    insert into metric_reporters as r (id, sequence, gauges) values ($1::uuid, $2::int, $3::text::jsonb)
    on conflict (id) do update set sequence = excluded.sequence, gauges = excluded.gauges, seen_at = now()
    where r.sequence < excluded.sequence
    returning r.id)
  insert into metric_totals as t (name, labels, value)
  select s.name, s.labels, s.value
  from fresh, jsonb_to_recordset($4::text::jsonb) as s(name text, labels text, value float8)
  order by s.name, s.labels
  on conflict (name, labels) do update set value = t.value + excluded.value`

type Report = { sequence: number; counts: Series[]; gauges: Series[] }

/**
 * Adds what this process counts to the totals of all processes, so that one scrape of the web application tells of all.
 * Each report holds what has been counted since the last one and is added once, whatever is lost on the way; of a
 * process that is killed, what it had not reported yet is missing.
 */
export class CountReporter {
  readonly #id = randomUUID()
  readonly #registry: Registry
  readonly #statements: () => Statements
  readonly #reported = new Map<string, number>()
  /** made but not known to be added: it is sent again as it is before another is made */
  #pending: Report | null = null
  #sequence = 0
  #hadGauges = false
  #failing = false
  #last: Promise<unknown> = Promise.resolve()

  constructor(registry: Registry, statements: () => Statements) {
    this.#registry = registry
    this.#statements = statements
  }

  /** Reports now; throws when the database does not take it. Without anything new it asks nothing of the database. */
  report(): Promise<void> {
    const turn = this.#last.then(() => this.#report())
    this.#last = turn.catch(() => undefined)
    return turn
  }

  /** Reports every `everyMs` until the returned function is called, which reports a last time. */
  start(everyMs = 5_000): () => Promise<void> {
    const timer = setInterval(() => void this.#quietly(), everyMs)
    timer.unref()
    return async () => {
      clearInterval(timer)
      await this.#quietly()
    }
  }

  /** While the database is away counting goes on, and nobody needs to read that every few seconds. */
  async #quietly(): Promise<void> {
    try {
      await this.report()
      this.#failing = false
    } catch (error) {
      if (!this.#failing) log.warn({ err: errorMessage(error) }, 'could not report metrics')
      this.#failing = true
    }
  }

  async #report(): Promise<void> {
    if (this.#pending) await this.#send(this.#pending)
    const next = await this.#collect()
    if (next) await this.#send(next)
  }

  async #send(report: Report): Promise<void> {
    this.#pending = report
    const { sequence, counts, gauges } = report
    const values = [this.#id, sequence, JSON.stringify(gauges), JSON.stringify(counts)]
    await this.#statements().executeSql(add, values)
    for (const { value, ...series } of counts)
      this.#reported.set(keyOf(series), (this.#reported.get(keyOf(series)) ?? 0) + value)
    this.#hadGauges = gauges.length > 0
    this.#pending = null
  }

  /** What has changed since the last report; null when nothing has. A gauge is told again while it is not 0. */
  async #collect(): Promise<Report | null> {
    const { counts, gauges } = await readSeries(this.#registry)
    const grown = counts.flatMap((series) => {
      const value = series.value - (this.#reported.get(keyOf(series)) ?? 0)
      return value > 0 ? [{ ...series, value }] : []
    })
    if (grown.length === 0 && gauges.length === 0 && !this.#hadGauges) return null
    return { sequence: ++this.#sequence, counts: grown, gauges }
  }
}
