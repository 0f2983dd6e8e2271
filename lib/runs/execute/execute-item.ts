import { v7 as uuidv7 } from 'uuid'

import { RealtimeLostError } from '#lib/engines/connectors/realtime/thread-link.ts'
import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'
import type { Validation } from '#lib/engines/validation/verdict.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import type { Json } from '#lib/platform/json.ts'
import { log } from '#lib/platform/log.ts'
import { policyForPurpose } from '#lib/policies/create-policies.ts'
import { askMeaning } from '#lib/runs/execute/ask-meaning.ts'
import type { Executed } from '#lib/runs/execute/executed.ts'
import { interrupted } from '#lib/runs/execute/interrupted.ts'
import { createJudge } from '#lib/runs/execute/create-judge.ts'
import { runConversation, type Conversation } from '#lib/runs/execute/run-conversation.ts'
import type { ExecuteDeps } from '#lib/runs/execute/types.ts'
import type { BegunItem, ExecutionRecord } from '#lib/runs/results/outcome.ts'

/** Faults that another try cannot mend. */
const lasting = new Set([
  'authentication',
  'configuration',
  'client_error',
  'tls',
  'voice_ai_error',
])
/** Faults that may hold for each call of the run. */
const refusals = new Set(['authentication', 'configuration'])
/** ms that an item waits for a voice AI that asks for it; more is no test run any more */
const patienceMs = 900_000

/** A tool that no mock answers, or none in time, is this case's own: it says nothing of the target. */
const asksForMock = ({ tool_calls: calls = [] }: TurnEvidence) =>
  calls.some(
    ({ status, executed_by: by }) =>
      status === 'unanswered' || (status === 'requested' && by === 'earshot'),
  )

/** How long silence was borne is no latency. */
function slowest(turns: TurnEvidence[]): number | null {
  const asked = turns.filter(({ kind }) => kind !== 'silence')
  const times = asked.flatMap(({ timings }) => timings.response_ms ?? [])
  return times.length === 0 ? null : Math.round(Math.max(...times))
}

async function converse(
  deps: ExecuteDeps,
  item: BegunItem,
  id: string,
  signal: AbortSignal,
): Promise<{
  main: Conversation
  twin: Conversation | null
  validation: Validation
  auditShare: number
}> {
  const [plan, inForce] = await Promise.all([deps.plan(item), deps.policy(item)])
  const policy = policyForPurpose(inForce, item.purpose)
  const judge = createJudge(
    {
      executionId: id,
      case: plan.case,
      policy,
      precedents: plan.precedents,
      targetVersion: plan.endpoint.targetVersion,
    },
    signal,
  )
  const medium = item.mode === 'text' ? 'text' : 'voice'
  const context = { deps, plan, item, executionId: id, signal }
  const stops = plan.case.stop_on_failure === true
  const stopsAt = async (turn: TurnEvidence, earlier: readonly TurnEvidence[]) =>
    stops && (await judge.fails(turn, earlier))
  const main = await runConversation({ ...context, medium, stopsAt })
  // The text side is there to be compared: it is held as far as it goes.
  const twin =
    item.mode === 'twin'
      ? await runConversation({ ...context, medium: 'text', stopsAt: () => Promise.resolve(false) })
      : null
  const twinTurns = twin?.turns ?? null
  const validation = await judge.judge({ turns: main.turns, twinTurns })
  const engines =
    item.purpose === 'search'
      ? []
      : deps.meaning.filter(({ id: engine }) => policy.engines?.includes(engine) ?? true)
  if (engines.length === 0 || validation.proven || validation.verdict === 'invalid')
    return { main, twin, validation, auditShare: policy.auditShare }
  const turns = await askMeaning(engines, plan.case, main.turns, validation, signal)
  const { auditShare } = policy
  return {
    main: { ...main, turns },
    twin,
    validation: await judge.judge({ turns, twinTurns }),
    auditShare,
  }
}

/**
 * A signal that follows `signal` and ends after `ms`, until `end`. Like `AbortSignal.any` with a timeout, without the weak
 * references that those leave to the garbage collection of each execution.
 */
function limited(signal: AbortSignal, ms: number): { signal: AbortSignal; end: () => void } {
  const abort = new AbortController()
  const follow = () => abort.abort(signal.reason)
  const timer = setTimeout(() => {
    abort.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'))
  }, ms).unref()
  if (signal.aborted) follow()
  else signal.addEventListener('abort', follow)
  const end = () => {
    clearTimeout(timer)
    signal.removeEventListener('abort', follow)
  }
  return { signal: abort.signal, end }
}

// Conversations are JSON by type; this says so to the compiler without a copy.
const json = (value: unknown): Json => value as Json

/**
 * Carries out one begun item: speaks, listens, judges. Never throws: what goes wrong on our side becomes an
 * `invalid` record with the reason. Ends within TEST_EXECUTION_TIMEOUT, or when `signal` says so.
 */
export async function executeItem(
  deps: ExecuteDeps,
  item: BegunItem,
  signal: AbortSignal,
): Promise<Executed> {
  const id = uuidv7()
  const startedAt = item.begunAt
  const began = performance.now()
  const limit = limited(signal, settings().TEST_EXECUTION_TIMEOUT * 1_000)
  const base = { id, startedAt, twinTurns: null, exchange: [], attempts: [] }
  try {
    const { main, twin, validation, auditShare } = await converse(deps, item, id, limit.signal)
    const turns = [...main.turns, ...(twin?.turns ?? [])]
    const faults = turns.flatMap(({ fault }) => fault ?? [])
    const refused = turns.find(
      (turn) => turn.fault && refusals.has(turn.fault.fault) && !asksForMock(turn),
    )?.fault
    const retryAfterMs = main.retryAfterMs ?? twin?.retryAfterMs ?? null
    const outage = main.outage ?? twin?.outage ?? null
    const record: ExecutionRecord = {
      ...base,
      finishedAt: new Date(startedAt.getTime() + performance.now() - began),
      turns: main.turns,
      twinTurns: twin?.turns ?? null,
      exchange: json(main.exchange),
      attempts: json(main.attempts),
      responseMs: slowest(main.turns),
      clean: main.turns.every(({ attempts }) => attempts === 1),
      validation,
      auditShare,
      call: main.call,
      conditions: main.conditions,
    }
    return {
      record,
      repeatable:
        validation.verdict === 'invalid' &&
        (retryAfterMs ?? 0) <= patienceMs &&
        outage !== 'lasting' &&
        faults.some(({ fault }) => !lasting.has(fault)),
      broken: false,
      refusal: refused ? { fault: refused.fault, message: refused.message } : null,
      retryAfterMs,
      outage,
    }
  } catch (error) {
    log.error({ err: error, itemId: item.id }, 'an execution broke off')
    const broken = interrupted(startedAt, errorMessage(error), performance.now() - began)
    return error instanceof RealtimeLostError ? { ...broken, threadLost: true } : broken
  } finally {
    limit.end()
  }
}
