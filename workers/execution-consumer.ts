import type { Sql } from '#db/client.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { log, withLogContext } from '#lib/platform/log.ts'
import type { Executed } from '#lib/runs/execute/executed.ts'
import { claimItems } from '#lib/runs/queue/claim-items.ts'
import { isLastTry, retryDelayMs } from '#lib/runs/queue/item-tries.ts'
import { superseded as findSuperseded } from '#lib/runs/queue/superseded.ts'
import { expireItem } from '#lib/runs/queue/take-back-items.ts'
import type { BegunItem, Outcome } from '#lib/runs/results/outcome.ts'
import { ResultWriter } from '#lib/runs/results/result-writer.ts'
import { ItemClaimer } from '#workers/item-claimer.ts'
import { RefusedRuns } from '#workers/refused-runs.ts'
import { quietly } from '#workers/quietly.ts'
import type { Tools } from '#workers/types.ts'
import { voiceLimit } from '#workers/voice-limit.ts'

/** Carries out one item; in this process, or where its crash hurts nobody. */
export type Execute = (item: BegunItem, signal: AbortSignal) => Promise<Executed>

export type ExecutionConsumer = {
  claimer: ItemClaimer
  cancelRun(runId: string): void
  /** Cuts off what is not ours any more, without our hearing of it. */
  dropSuperseded(): Promise<void>
}

/** What it needs: `hot` for items alone, whose sessions give up soon, and what all others have. */
type Means = Pick<Tools, 'sql' | 'boss'> & { hot: Sql }

type UnderWay = { item: BegunItem; abort: AbortController }

const cancelled = Symbol('the run was cancelled')
const superseded = Symbol('the item is somebody else’s now')

/** Whoever waits for a target that answers nobody uses up no try: not even the one whose call was the probe. */
function deferredOutcome(item: BegunItem, executed: Executed): Outcome {
  const { record, retryAfterMs } = executed
  const cooldown = { ms: retryAfterMs ?? 0, reason: record.validation.reason }
  const asked = !Array.isArray(record.attempts) || record.attempts.length > 0
  return asked
    ? { kind: 'deferred', item, record, cleared: true, cooldown }
    : { kind: 'handback', item, cooldown }
}

function outcomeOf(item: BegunItem, executed: Executed): Outcome {
  if (executed.repeatable && executed.outage === 'passing') return deferredOutcome(item, executed)
  const lastTry = isLastTry(item.tries)
  const again = executed.repeatable && !lastTry && executed.refusal === null
  return {
    kind: again ? 'retry' : 'final',
    item,
    record: executed.record,
    cleared: !executed.broken,
    deadLetter: executed.broken && lastTry,
    waitMs: again ? Math.max(retryDelayMs(item.tries), executed.retryAfterMs ?? 0) : null,
  }
}

class ExecutionRunner {
  readonly claimer: ItemClaimer
  readonly #sql: Sql
  readonly #execute: Execute
  readonly #resultWriter: ResultWriter
  readonly #underWay = new Set<UnderWay>()
  /** the signal that ends all that is under way, once it is known */
  #stopping: AbortSignal | undefined
  readonly #refusedRuns: RefusedRuns

  constructor({ hot, sql, boss }: Means, execute: Execute, workerId: string) {
    this.#sql = hot
    this.#execute = execute
    this.#refusedRuns = new RefusedRuns({ sql, boss })
    this.#resultWriter = new ResultWriter({
      sql: hot,
      alone: () => this.#underWay.size === 0,
      onRecorded: (outcomes) => {
        for (const outcome of outcomes)
          if (outcome.kind === 'retry') this.claimer.wakeIn(outcome.waitMs ?? 0)
      },
    })
    this.claimer = new ItemClaimer({
      concurrency: settings().WORKER_CONCURRENCY,
      claim: (slots) => this.#claim(hot, workerId, slots),
      start: (items, signal) => this.#start(items, signal),
    })
  }

  cancelRun(runId: string): void {
    for (const { item, abort } of this.#underWay) if (item.runId === runId) abort.abort(cancelled)
  }

  async dropSuperseded(): Promise<void> {
    const entries = [...this.#underWay]
    const lost = await findSuperseded(
      this.#sql,
      entries.map(({ item }) => item),
    )
    for (const entry of entries)
      if (lost.has(entry.item) && this.#underWay.has(entry)) entry.abort.abort(superseded)
  }

  /** As many calls by voice as can still be spoken in time: others may have the place for one that we would keep waiting. */
  async #claim(sql: Sql, workerId: string, slots: number) {
    const held = [...this.#underWay].filter(({ item }) => item.mode !== 'text').length
    const voice = Math.min(slots, Math.max(0, voiceLimit() - held))
    const claimed = await claimItems(sql, workerId, slots, voice)
    const spoken = claimed.items.filter(({ mode }) => mode !== 'text').length
    return { ...claimed, isFull: spoken === voice && voice < slots }
  }

  #start(items: BegunItem[], signal: AbortSignal): void {
    this.#followStop(signal)
    for (const item of items)
      void withLogContext({ itemId: item.id, runId: item.runId }, () =>
        this.#perform(item, signal),
      ).finally(() => this.claimer.done())
  }

  /** One listener for all items: `AbortSignal.any` for each would leave weak references to garbage collection. */
  #followStop(signal: AbortSignal): void {
    if (this.#stopping === signal) return
    this.#stopping = signal
    signal.addEventListener('abort', () => {
      for (const { abort } of this.#underWay) abort.abort(signal.reason)
    })
  }

  async #perform(item: BegunItem, stopping: AbortSignal): Promise<void> {
    const abort = new AbortController()
    const entry = { item, abort }
    this.#underWay.add(entry)
    if (stopping.aborted) abort.abort(stopping.reason)
    const { signal } = abort
    let executed: Executed
    try {
      executed = await this.#execute(item, signal)
    } catch (error) {
      log.error({ err: error, itemId: item.id }, 'an item was given up by this worker')
      quietly('give an item back', () => expireItem(this.#sql, item))()
      return
    } finally {
      this.#underWay.delete(entry)
      // The next call need not wait until this one is on disk.
      this.claimer.release()
    }
    // By a cancelled run or another worker; what the end of this one cuts off is handed back.
    if (signal.reason === cancelled || signal.reason === superseded) {
      if (signal.reason === superseded)
        log.warn({ itemId: item.id }, 'a superseded attempt was cut off')
      return
    }
    await this.#record(item, executed, stopping)
  }

  async #record(item: BegunItem, executed: Executed, stopping: AbortSignal): Promise<void> {
    const cutOff = stopping.aborted && executed.record.validation.verdict === 'invalid'
    const { refusal } = executed
    await this.#resultWriter.record(
      cutOff ? { kind: 'handback', item, cooldown: null } : outcomeOf(item, executed),
    )
    if (refusal !== null && !stopping.aborted)
      await this.#refusedRuns.follow(item, refusal, stopping)
  }
}

/** Works the waiting items: many calls in flight, results recorded in batches, the next items begun. */
export function openExecutionConsumer(
  means: Means,
  execute: Execute,
  workerId: string,
): ExecutionConsumer {
  const runner = new ExecutionRunner(means, execute, workerId)
  return {
    claimer: runner.claimer,
    cancelRun: (runId) => runner.cancelRun(runId),
    dropSuperseded: () => runner.dropSuperseded(),
  }
}
