import type { Sql } from '#db/client.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import type { Boss } from '#lib/platform/jobs/boss.ts'
import { log } from '#lib/platform/log.ts'
import type { Refusal } from '#lib/runs/execute/executed.ts'
import { endRunEarly } from '#lib/runs/results/end-run-early.ts'
import type { BegunItem } from '#lib/runs/results/outcome.ts'
import { whyRunIsRefused, whyTargetRefuses } from '#lib/runs/results/why-refused.ts'

/** ms until a run whose target answers the check is asked about again: each time costs a call of the voice AI. */
const againMs = 30_000
const maxRemembered = 1_000

/** Ends runs whose target refuses everybody, and lets those go on in which single items are refused. */
export class RefusedRuns {
  readonly #tools: { sql: Sql; boss: Boss }
  /** when a run was last asked about, `performance.now()` */
  readonly #asked = new Map<string, number>()

  constructor(tools: { sql: Sql; boss: Boss }) {
    this.#tools = tools
  }

  /** Looks at the run of an item whose refusal has been recorded. Never throws: the next refusal asks again. */
  async follow(item: BegunItem, refusal: Refusal, signal: AbortSignal): Promise<void> {
    const { sql, boss } = this.#tools
    try {
      const asked = this.#mayAsk(item.runId) ? await whyTargetRefuses(sql, item, signal) : null
      const why = asked ?? (await whyRunIsRefused(sql, item, refusal))
      if (why !== null) await endRunEarly(sql, boss, item.runId, why)
    } catch (error) {
      this.#asked.delete(item.runId)
      log.warn({ err: errorMessage(error), runId: item.runId }, 'could not ask a refused target')
    }
  }

  #mayAsk(runId: string): boolean {
    const now = performance.now()
    if (now - (this.#asked.get(runId) ?? -Infinity) < againMs) return false
    if (this.#asked.size >= maxRemembered) this.#asked.clear()
    this.#asked.set(runId, now)
    return true
  }
}
