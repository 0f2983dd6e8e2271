import { errorMessage } from '#lib/platform/errors.ts'
import { catalog } from '#lib/platform/jobs/catalog.ts'
import { Dispatcher, type FetchedJob, type Progress } from '#lib/platform/jobs/dispatcher.ts'
import { log, withLogContext } from '#lib/platform/log.ts'
import type { Executed } from '#lib/runs/execute/executed.ts'
import { beginItems } from '#lib/runs/queue/begin-items.ts'
import type { BegunItem, Outcome } from '#lib/runs/results/outcome.ts'
import { ResultWriter } from '#lib/runs/results/result-writer.ts'
import { RefusedRuns } from '#workers/refused-runs.ts'
import type { Tools } from '#workers/types.ts'

const name = 'execution.execute'
const { retryLimit } = catalog[name].queue

/** Carries out one item; in this process, or where its crash hurts nobody. */
export type Execute = (item: BegunItem, signal: AbortSignal) => Promise<Executed>

type ExecutionConsumer = {
  dispatcher: Dispatcher
  cancelRun(runId: string): void
  cancelMissed(): Promise<void>
}

type UnderWay = { runId: string; job: FetchedJob; abort: AbortController }

const cancelled = Symbol('the run was cancelled')
const superseded = Symbol('the job is somebody else’s now')

/** Whoever waits for a target that answers nobody uses up no try: not even the one whose call was the probe. */
function deferredOutcome(item: BegunItem, job: FetchedJob, executed: Executed): Outcome {
  const { record, retryAfterMs } = executed
  const cooldown = { ms: retryAfterMs ?? 0, reason: record.validation.reason }
  const asked = !Array.isArray(record.attempts) || record.attempts.length > 0
  return asked
    ? { kind: 'deferred', item, job, record, cleared: true, cooldown }
    : { kind: 'handback', item, job, cooldown }
}

function outcomeOf(item: BegunItem, job: FetchedJob, executed: Executed): Outcome {
  if (executed.repeatable && executed.outage === 'passing')
    return deferredOutcome(item, job, executed)
  const lastTry = job.retryCount >= retryLimit
  const again = executed.repeatable && !lastTry && executed.refusal === null
  return {
    kind: again ? 'retry' : 'final',
    item,
    job,
    record: executed.record,
    cleared: !executed.broken,
    deadLetter: executed.broken && lastTry,
    retryAfterMs: executed.retryAfterMs,
  }
}

class ExecutionRunner {
  readonly #tools: Tools
  readonly #execute: Execute
  readonly #workerId: string
  readonly #resultWriter: ResultWriter
  readonly #underWay = new Set<UnderWay>()
  readonly #refusedRuns: RefusedRuns

  constructor(tools: Tools, execute: Execute, workerId: string) {
    this.#tools = tools
    this.#workerId = workerId
    this.#execute = execute
    this.#refusedRuns = new RefusedRuns(tools)
    this.#resultWriter = new ResultWriter({
      sql: tools.sql,
      boss: tools.boss,
      onRecorded: (outcomes) => {
        for (const id of new Set(outcomes.map(({ item }) => item.organizationId)))
          tools.schedule(id)
      },
    })
  }

  async start(jobs: FetchedJob[], { done, release }: Progress, signal: AbortSignal) {
    try {
      const begun = await beginItems(this.#tools.sql, jobs, this.#workerId)
      if (begun.void.length > 0) await this.#tools.boss.complete(name, begun.void)
      for (const job of begun.void) done(job)
      for (const organizationId of begun.waiting) this.#tools.schedule(organizationId)
      for (const { item, job } of begun.begun)
        void withLogContext({ jobId: job.id, runId: item.runId }, () =>
          this.#perform(item, job, signal, () => release(job)),
        ).finally(() => done(job))
    } catch (error) {
      // Not begun, or begun without our knowing: the heartbeat ends and the jobs come back.
      log.warn({ err: errorMessage(error) }, 'could not begin items')
      for (const job of jobs) done(job)
    }
  }

  cancelRun(runId: string): void {
    for (const entry of this.#underWay) if (entry.runId === runId) entry.abort.abort(cancelled)
  }

  lose(job: FetchedJob): void {
    for (const entry of this.#underWay) if (entry.job === job) entry.abort.abort(superseded)
  }

  /** Cuts off what was cancelled without our hearing of it. */
  async cancelMissed(): Promise<void> {
    const runIds = [...new Set([...this.#underWay].map(({ runId }) => runId))]
    if (runIds.length === 0) return
    const rows = await this.#tools.sql<{ id: string }[]>`
      select id from test_runs where id = any(${runIds}::uuid[]) and status = 'cancelled'`
    for (const { id } of rows) this.cancelRun(id)
  }

  async #perform(
    item: BegunItem,
    job: FetchedJob,
    stopping: AbortSignal,
    release: () => void,
  ): Promise<void> {
    const abort = new AbortController()
    const entry = { runId: item.runId, job, abort }
    this.#underWay.add(entry)
    const signal = AbortSignal.any([abort.signal, stopping])
    try {
      const executed = await this.#execute(item, signal)
      // The next call need not wait until this one is on disk.
      release()
      if (abort.signal.reason === superseded) {
        log.warn({ itemId: item.id }, 'a superseded attempt was cut off')
        return
      }
      const refusal = signal.aborted ? null : executed.refusal
      await this.#resultWriter.record(
        abort.signal.aborted
          ? { kind: 'dropped', item, job }
          : stopping.aborted && executed.record.validation.verdict === 'invalid'
            ? { kind: 'handback', item, job, cooldown: null }
            : outcomeOf(item, job, executed),
      )
      if (refusal !== null) await this.#refusedRuns.follow(item, refusal, stopping)
    } catch (error) {
      log.error({ err: error, itemId: item.id }, 'an item was given up by this worker')
    } finally {
      this.#underWay.delete(entry)
    }
  }
}

/** Works the execution queue: many calls in flight, results recorded in batches, the next items started. */
export function openExecutionConsumer(
  tools: Tools,
  execute: Execute,
  workerId: string,
): ExecutionConsumer {
  const executions = new ExecutionRunner(tools, execute, workerId)
  return {
    dispatcher: new Dispatcher({
      boss: tools.boss,
      queue: name,
      concurrency: catalog[name].concurrency,
      start: (jobs, progress, signal) => void executions.start(jobs, progress, signal),
      lost: (job) => executions.lose(job),
    }),
    cancelRun: (runId) => executions.cancelRun(runId),
    cancelMissed: () => executions.cancelMissed(),
  }
}
