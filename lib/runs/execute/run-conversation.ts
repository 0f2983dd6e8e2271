import { setTimeout as sleep } from 'node:timers/promises'

import { deriveTimings } from '#lib/engines/connectors/timings.ts'
import type {
  Capabilities,
  ExchangeEntry,
  Line,
  OpenOptions,
  TurnEvent,
} from '#lib/engines/connectors/types.ts'
import type { BargeInEvidence, TurnEvidence } from '#lib/engines/validation/evidence.ts'
import type { Outage } from '#lib/platform/net/network-error.ts'
import { onceFor } from '#lib/platform/once-for.ts'
import { heardUntil, recordCall, type RecordedTurn } from '#lib/runs/execute/call-recording.ts'
import {
  mocksFault,
  openTools,
  unservedTurn,
  type ConversationTools,
} from '#lib/runs/execute/case-mocks.ts'
import { recordConditions, type RecordedConditions } from '#lib/runs/execute/conditions.ts'
import { falseStop } from '#lib/runs/execute/false-stop.ts'
import { listenIn } from '#lib/runs/execute/listen-in.ts'
import { measureBargeIn, type Overlap } from '#lib/runs/execute/measure-barge-in.ts'
import { isOnThisMachine } from '#lib/runs/execute/own-side.ts'
import type { Endpoint, Plan } from '#lib/runs/execute/plan.ts'
import { prepareUtterance } from '#lib/runs/execute/prepare-utterance.ts'
import { storeReplyAudio } from '#lib/runs/execute/reply-audio.ts'
import { storeCall, type StoredCall } from '#lib/runs/execute/store-call.ts'
import {
  clipOf,
  takeTurn,
  type HowToSpeak,
  type TurnResult,
  type Utterance,
} from '#lib/runs/execute/take-turn.ts'
import {
  calledEvidence,
  outageOf,
  retryAfterOf,
  turnEvidence,
} from '#lib/runs/execute/turn-evidence.ts'
import type { ExecuteDeps } from '#lib/runs/execute/types.ts'
import type { BegunItem } from '#lib/runs/results/outcome.ts'
import { utterance } from '#lib/suites/schema.ts'

type AttemptEvent = Extract<TurnEvent, { type: 'attempt' }>

export type Conversation = {
  turns: TurnEvidence[]
  exchange: ExchangeEntry[]
  attempts: (AttemptEvent & { turn: number })[]
  /** from the fault that ended it, ms */
  retryAfterMs: number | null
  outage: Outage | null
  /** of a conversation in which time matters, null of any other */
  call: StoredCall | null
  /** what the device profile did; null without one, and by text */
  conditions: RecordedConditions | null
}

/** What holding a conversation takes. */
export type ConversationContext = {
  deps: ExecuteDeps
  plan: Plan
  item: BegunItem
  executionId: string
  medium: 'voice' | 'text'
  signal: AbortSignal
  /** whether the conversation ends with this turn, because it failed; `earlier`: the turns before it */
  stopsAt: (evidence: TurnEvidence, earlier: readonly TurnEvidence[]) => Promise<boolean>
}

const recorded = ({ utterance, events }: TurnResult): RecordedTurn => ({
  index: utterance.index,
  said: clipOf(utterance),
  events,
})

const sharesOurMachine = onceFor(({ config }: Endpoint) => isOnThisMachine(config))

/** A turn that ends before it begins, because there is nothing to send. */
function unheld(utterance: Utterance): TurnResult {
  const startedAt = performance.now()
  const timings = deriveTimings([], { startedAt, speechEndMs: null })
  return { utterance, events: [], startedAt, timings, cutShort: false, ownSide: null }
}

/** Holds the turns of one case, one after the other, and keeps what was said and heard. */
class ConversationRunner {
  readonly #context: ConversationContext
  readonly #session: Line
  readonly #tools: ConversationTools
  /**
   * Whether silence or interruption is part of the test: then the caller speaks and listens in real time, hears each reply
   * out before the next turn, and the call is recorded.
   */
  readonly #live: boolean
  readonly #can: Capabilities
  readonly #results: TurnResult[] = []
  readonly #turns: TurnEvidence[] = []
  readonly #overlaps: Overlap[] = []

  constructor(context: ConversationContext, session: Line, tools: ConversationTools) {
    this.#context = context
    this.#session = session
    this.#tools = tools
    const { plan, medium } = context
    const { connector, config } = plan.endpoint
    this.#can = connector.capabilities(config)
    this.#live =
      medium === 'voice' &&
      plan.case.turns.some(({ barge_in, silence_ms }) => (barge_in ?? silence_ms) !== undefined)
  }

  async run(): Promise<void> {
    const { turns } = this.#context.plan.case
    if (this.#refusesMocks()) return
    let next = await this.#prepare(0)
    for (let index = 0; index < turns.length; index++) {
      const bargeIn = this.#live ? turns[index + 1]?.barge_in : undefined
      const now = next
      if (now.unspeakable !== undefined) {
        await this.#gather()
        this.#turns.push(turnEvidence(unheld(now), null))
        return
      }
      // Speech that has yet to be made would come too late to break in.
      if (bargeIn) next = await this.#prepare(index + 1)
      const turnResult = await takeTurn(this.#session, now, this.#how(bargeIn?.after_ms))
      this.#results.push(turnResult)
      const called = await this.#tools.hosted?.collect(this.#results)
      this.#retell(called ?? [])
      const failed = [turnResult, ...(called ?? [])].some(({ events }) =>
        events.some(({ type }) => type === 'error'),
      )
      if (bargeIn && !failed) continue
      const fresh = await this.#gather()
      if (!failed && index + 1 === turns.length) this.#noteUnusedMocks()
      if (failed || index + 1 === turns.length) return
      const before = this.#turns.length - fresh.length
      for (const [at, evidence] of fresh.entries())
        if (await this.#context.stopsAt(evidence, this.#turns.slice(0, before + at))) return
      if (this.#live) await this.#hearOut()
      next = await this.#prepare(index + 1)
    }
  }

  /** All that was said and heard, once nothing more will be. Throws what our own side did wrong. */
  async conversation(): Promise<Conversation> {
    const last = this.#results.at(-1)
    const { medium, plan } = this.#context
    const { profile } = plan
    return {
      turns: this.#turns,
      exchange: await this.#session.exchange(),
      attempts: this.#results.flatMap(({ events, utterance }) =>
        events
          .filter((event): event is AttemptEvent => event.type === 'attempt')
          .map((event) => ({ ...event, turn: utterance.index })),
      ),
      retryAfterMs: last ? retryAfterOf(last) : null,
      outage: last ? outageOf(last) : null,
      call: this.#live ? await this.#storeCall() : null,
      conditions: medium === 'voice' && profile ? recordConditions(profile, this.#results) : null,
    }
  }

  #prepare(index: number): Promise<Utterance> {
    const { deps, plan, item, medium, signal } = this.#context
    return prepareUtterance(deps, plan, index, item.language, medium === 'voice', signal)
  }

  #how(yieldAfterMs: number | undefined): HowToSpeak {
    const { plan, signal } = this.#context
    const { pace, maxAttempts } = plan.endpoint
    const sharesMachine = sharesOurMachine(plan.endpoint)
    return { pace: this.#live ? 1 : pace, maxAttempts, signal, yieldAfterMs, sharesMachine }
  }

  /** Says why, instead of holding a call whose tools nobody can answer. */
  #refusesMocks(): boolean {
    const { plan, item, medium } = this.#context
    const fault = this.#tools.fault ?? mocksFault(plan, this.#can)
    if (fault === null) return false
    const { language } = item
    const text = utterance(plan.case.turns[0] ?? {}, language)?.text ?? null
    const unsaid = unheld({ index: 0, language, text, stimulus: null })
    this.#turns.push(unservedTurn(unsaid, medium, fault))
    return true
  }

  /** Turns whose evidence was made before a call of theirs was known. */
  #retell(results: readonly TurnResult[]): void {
    for (const result of results) {
      const made = this.#turns[this.#results.indexOf(result)]
      if (made) Object.assign(made, calledEvidence(result))
    }
  }

  /** The whole case was held: what its mocks were made for did not happen. */
  #noteUnusedMocks(): void {
    const unused = this.#tools.mocks.unused()
    const last = this.#turns.at(-1)
    if (last && unused.length > 0) last.unused_mocks = unused
  }

  /** Makes evidence of the turns held since the last time. */
  async #gather(): Promise<TurnEvidence[]> {
    const { deps, plan, item, executionId, medium, signal } = this.#context
    const fresh: TurnEvidence[] = []
    for (const turnResult of this.#results.slice(this.#turns.length)) {
      const { index } = turnResult.utterance
      const key = `${item.runId}/${executionId}/turn-${index + 1}-${medium}.wav`
      const said = clipOf(turnResult.utterance)
      const reply = await storeReplyAudio(deps.storage, turnResult.events, key, said)
      const held = turnEvidence(turnResult, reply?.audio ?? null, reply?.spans)
      if (medium === 'voice') held.voice_out = this.#can.voiceOut !== null
      if (this.#can.tools !== undefined) held.tools_told = this.#can.tools
      const evidence = await listenIn(deps.listener, turnResult, held, signal)
      const bargeIn = plan.case.turns[index]?.barge_in
      if (bargeIn && !evidence.fault)
        evidence.barge_in = {
          ...this.#measure(turnResult, bargeIn.after_ms),
          ...(bargeIn.backchannel &&
            falseStop(turnResult, recordCall(this.#results.map(recorded)))),
        }
      fresh.push(evidence)
      this.#turns.push(evidence)
    }
    return fresh
  }

  #measure({ utterance }: TurnResult, afterMs: number): BargeInEvidence {
    const recording = recordCall(this.#results.map(recorded))
    const { speechStartMs, speechEndMs } = utterance.stimulus?.levels ?? {}
    const speech =
      typeof speechStartMs === 'number' && speechEndMs !== undefined
        ? { fromMs: speechStartMs, toMs: speechEndMs }
        : null
    const { evidence, overlaps } = measureBargeIn(recording, {
      ...{ turn: utterance.index, afterMs, speech },
    })
    this.#overlaps.push(...overlaps)
    return evidence
  }

  /** A caller who does not break in lets the voice AI finish: it sends faster than it speaks. */
  async #hearOut(): Promise<void> {
    const wait = (heardUntil(this.#results.map(recorded)) ?? 0) - performance.now()
    const { signal } = this.#context
    // Whoever cancels meanwhile ends the next turn.
    if (wait > 0) await sleep(wait, undefined, { signal }).catch(() => undefined)
  }

  async #storeCall(): Promise<StoredCall | null> {
    const { deps, item, executionId } = this.#context
    const recording = recordCall(this.#results.map(recorded))
    if (!recording) return null
    const key = `${item.runId}/${executionId}/call.wav`
    const startOf = (turn: number) =>
      this.#results.find(({ utterance }) => utterance.index === turn)?.startedAt
    return storeCall(deps.storage, key, recording, this.#overlaps, startOf)
  }
}

/** Speech goes out of a thread that does nothing else, where there is one. */
function openLine({ deps, plan, medium }: ConversationContext, options: OpenOptions): Line {
  const { connector, config, secrets } = plan.endpoint
  if (medium === 'voice' && deps.realtime) return deps.realtime.open(plan.endpoint, options)
  return connector.open(config, secrets, options)
}

/**
 * Holds the whole conversation of a case, by voice or by text, until its end, the first fault (what comes after a lost
 * turn would judge another conversation), or the first failed turn of a case that stops there. Throws what our own side did
 * wrong.
 */
export async function runConversation(context: ConversationContext): Promise<Conversation> {
  const { item } = context
  const tools = await openTools(context)
  const session = openLine(context, {
    userId: `earshot-${item.id}`,
    language: item.language,
    correlation: `${item.id}:${item.attempt}`,
    answerTool: tools.mocks.answer,
    ...(tools.url !== null && { toolsUrl: tools.url }),
  })
  try {
    const runner = new ConversationRunner(context, session, tools)
    await runner.run()
    return await runner.conversation()
  } finally {
    await session.close()
    await tools.close()
  }
}
