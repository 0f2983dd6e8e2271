import { EventStream } from '#lib/engines/connectors/event-stream.ts'
import type { Turn, TurnEvent, TurnOptions } from '#lib/engines/connectors/types.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { breakerOf } from '#lib/platform/net/breaker.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'
import { withRetries } from '#lib/platform/net/resilience.ts'

/** How often and how long a turn may be tried, as the settings of a target have it. */
export type CallRules = {
  max_attempts: number
  /** for a turn with all its attempts, the length of its audio not counted */
  total_timeout_s: number
  /** 0 switches the breaker off */
  breaker_failures: number
  breaker_open_s: number
}

/** What one try at a turn works with. */
export type Try = { number: number; remainingMs: number }

/** What the tries at one turn work with. */
export type TurnScope = { signal: AbortSignal; emit: (event: TurnEvent) => void }

/** Which turns a connector can hold, with these settings. */
export type TurnAbilities<K extends Turn['kind']> = { kinds: readonly K[]; bargeIn: boolean }

const named: Record<Turn['kind'], string> = {
  text: 'take text',
  voice: 'be spoken to',
  dtmf: 'take keys other than as tones',
  silence: 'carry silence',
}

/** Says what this connector cannot do; the turn is then not begun. */
function assertAble<K extends Turn['kind']>(
  input: Turn,
  options: TurnOptions,
  abilities: TurnAbilities<K>,
  peer: string,
): asserts input is Extract<Turn, { kind: K }> {
  const able = abilities.kinds.some((kind) => kind === input.kind)
  const lacks = !able
    ? named[input.kind]
    : options.yieldAfterMs !== undefined && !abilities.bargeIn
      ? 'be interrupted'
      : null
  if (lacks === null) return
  const detail = `this voice AI cannot ${lacks} through this connector and its settings`
  throw new NetworkError({ fault: 'configuration', detail, peer, retryable: false })
}

function errorEvent(error: unknown, peer: string): TurnEvent {
  const fault =
    error instanceof NetworkError
      ? error
      : new NetworkError({
          fault: 'configuration',
          detail: errorMessage(error),
          peer,
          retryable: false,
          cause: error,
        })
  return {
    at: performance.now(),
    type: 'error',
    fault: fault.fault,
    retryable: fault.retryable,
    message: fault.message,
    ...(fault.status !== undefined && { status: fault.status }),
    ...(fault.maybeExecuted && { maybeExecuted: true }),
    ...(fault.retryAfterMs !== undefined && { retryAfterMs: fault.retryAfterMs }),
    ...(fault.outage && { outage: fault.outage }),
  }
}

/** Where the turns of one session are held, one at a time: events, retries, the breaker, and the one end of each. */
export class TurnStage {
  /** `host:port`, for messages */
  readonly #peer: string
  readonly #breakerKey: string
  readonly #rules: CallRules
  #running: AbortController | null = null

  /** `breakerKey` names kind, address and credential: sessions that share it share a breaker. */
  constructor(peer: string, breakerKey: string, rules: CallRules) {
    this.#peer = peer
    this.#breakerKey = breakerKey
    this.#rules = rules
  }

  /** Holds a turn: `run` ends it well by returning, badly by throwing. */
  hold(options: TurnOptions, run: (scope: TurnScope) => Promise<void>): AsyncIterable<TurnEvent> {
    const abort = new AbortController()
    const cancel = () => abort.abort()
    const events = new EventStream<TurnEvent>(cancel)
    if (options.signal.aborted) cancel()
    options.signal.addEventListener('abort', cancel)
    this.#running = abort
    const emit = (event: TurnEvent) => events.push(event)
    const held = async () => {
      try {
        await run({ signal: abort.signal, emit })
        emit({ at: performance.now(), type: 'done' })
      } catch (error) {
        emit(errorEvent(error, this.#peer))
      }
      options.signal.removeEventListener('abort', cancel)
      this.#running = null
      events.end()
    }
    void held()
    return events
  }

  /** The same for a turn of a kind that the connector can do; any other ends with a `configuration` fault. */
  turn<K extends Turn['kind']>(
    input: Turn,
    options: TurnOptions,
    abilities: TurnAbilities<K>,
    run: (input: Extract<Turn, { kind: K }>, scope: TurnScope) => Promise<void>,
  ): AsyncIterable<TurnEvent> {
    return this.hold(options, async (scope) => {
      assertAble(input, options, abilities, this.#peer)
      await run(input, scope)
    })
  }

  /** Tries `attempt` as often as rules and options allow; `audioMs` of speaking are added to the deadline. */
  async tries<T>(
    scope: TurnScope,
    options: TurnOptions,
    audioMs: number,
    attempt: (one: Try) => Promise<T>,
  ): Promise<T> {
    const rules = this.#rules
    const breaker = breakerOf(this.#breakerKey, {
      failures: rules.breaker_failures,
      openMs: rules.breaker_open_s * 1_000,
      // It may refuse what one item says; whether it refuses everybody is found out by the run.
      refusalOpens: false,
      patienceMs: settings().TARGET_OUTAGE_PATIENCE * 1_000,
    })
    try {
      return await withRetries((number, remainingMs) => attempt({ number, remainingMs }), {
        peer: this.#peer,
        maxAttempts: Math.max(1, Math.min(rules.max_attempts, options.maxAttempts)),
        deadlineMs: rules.total_timeout_s * 1_000 + audioMs,
        signal: scope.signal,
        breaker,
        onAttempt: ({ durationMs: _durationMs, ...facts }) =>
          scope.emit({ at: performance.now(), type: 'attempt', ...facts }),
      })
    } catch (error) {
      throw error instanceof NetworkError ? breaker.explain(error, this.#peer) : error
    }
  }

  /** Breaks off the turn that is being held. */
  stop(): void {
    this.#running?.abort()
  }
}
