import type { Realtime } from '#lib/engines/connectors/realtime/open-realtime.ts'
import type { MeaningEngine } from '#lib/engines/meaning/types.ts'
import type { Listener } from '#lib/engines/speech/asr/listener.ts'
import type { Conditions } from '#lib/engines/speech/conditions/conditioned-stimulus.ts'
import type { Stimulus } from '#lib/engines/speech/types.ts'
import type { Storage } from '#lib/platform/storage/types.ts'
import type { Policies } from '#lib/policies/create-policies.ts'
import type { Plan } from '#lib/runs/execute/plan.ts'
import type { BegunItem } from '#lib/runs/results/outcome.ts'
import type { OpenToolSession } from '#lib/runs/tool-calls/tool-sessions.ts'

/** Makes stimuli; `lib/engines/speech` has the real one. */
type StimulusSource = {
  stimulus(
    request: { text: string; language: string; voice: string },
    signal: AbortSignal,
  ): Promise<Stimulus>
  /** a stored recording by its key */
  load(key: string): Promise<Stimulus>
}

/** What executing an item takes, besides the item. */
export type ExecuteDeps = {
  plan(item: BegunItem): Promise<Plan>
  speech: StimulusSource
  /** applies device profiles */
  conditions: Pick<Conditions, 'hear' | 'apply'>
  /** null when no recogniser is set */
  listener: Listener | null
  storage: Storage
  policy: Policies
  /** asked about replies that the rules leave open; empty unless the settings name some */
  meaning: readonly MeaningEngine[]
  /** holds conversations by voice; without it they are held in this thread */
  realtime?: Pick<Realtime, 'open'>
  /** addresses at which tools are called; without it targets that name one cannot be tested */
  toolSessions?: OpenToolSession
}
