import { rootsOf } from '#lib/engines/connectors/template.ts'
import type { Json, TurnEvent } from '#lib/engines/connectors/types.ts'
import { onceFor } from '#lib/platform/once-for.ts'

type Bodies = { tool_calls: string; text_body: Json; voice_body: Json }

/** Whether the voice AI has us run tools: it tells its calls, and their results go back with the messages. */
export const runsRounds = onceFor(
  ({ tool_calls: form, text_body, voice_body }: Bodies): boolean =>
    form === 'chat_completions' && rootsOf([text_body, voice_body]).has('messages'),
)

/**
 * Passes on what a further request of a turn tells. That it was connected, sent and answered says nothing about how long
 * the caller waited: that counts from the first one. A retry of it is told in words, since it repeats no turn.
 */
export function ofLaterRound(event: TurnEvent, emit: (event: TurnEvent) => void): void {
  if (event.type === 'connected' || event.type === 'sent' || event.type === 'first_byte') return
  if (event.type !== 'attempt' || event.outcome === 'failed') return emit(event)
  if (event.outcome === 'ok') return
  const why = event.message === undefined ? '' : `: ${event.message}`
  const message = `the request with the results of the tools was repeated${why}`
  emit({ at: event.at, type: 'notice', about: 'recovered_error', message })
}
