import type { TurnView } from '#lib/executions/schema.ts'
import { drawnEntry, entryOf, type NewEntry } from '#lib/executions/timeline/entry.ts'
import type { PlacedTurn } from '#lib/executions/timeline/place-turns.ts'
import { answerAt, heardAt, known } from '#lib/executions/timeline/turn-clock.ts'
import { formatDuration } from '#lib/platform/format/duration.ts'

/** ms that a text is shown for where nothing tells how long it was: about as long as it takes to say it. */
const sayingMs = (text: string) => Math.max(400, text.length * 65)

function saidText({ keys, silence_ms, said, kind, input_audio: audio }: TurnView): string | null {
  if (keys) return `Keys ${keys.digits}`
  if (silence_ms !== null) return `Silence, ${formatDuration(silence_ms)}`
  return said ?? (kind === 'voice' && audio ? 'A recording without a text' : null)
}

/** Where the caller's speech lies, as drawn. */
function saidSpan({ turn, clock }: PlacedTurn): { from: number; to: number } {
  if (clock.caller) {
    const from = clock.caller.from + (known(turn.input_audio?.speech_start_ms) ?? 0)
    const end = known(turn.input_audio?.speech_end_ms)
    return { from, to: end === null ? clock.caller.to : clock.caller.from + end }
  }
  if (turn.silence_ms !== null) return { from: 0, to: clock.draw(known(turn.silence_ms) ?? 0) }
  const from = clock.draw(known(turn.timings['first_byte_out_ms']) ?? 0)
  const to = clock.draw(known(turn.timings['last_byte_out_ms']) ?? 0)
  return { from, to: Math.max(from, to) }
}

function callerEntries(placed: PlacedTurn): NewEntry[] {
  const { turn, clock } = placed
  const text = saidText(turn)
  const span = saidSpan(placed)
  const entries: NewEntry[] = []
  if (text !== null)
    entries.push(
      drawnEntry(placed, { kind: 'said', lane: 'said', ...span, label: 'Said', value: text }),
    )
  if (turn.heard === null) return entries
  const told = known(turn.timings['transcript_ms']) ?? known(turn.timings['first_byte_ms'])
  const to = told === null ? span.to : Math.max(span.from, clock.draw(told))
  const heard = { label: 'Heard', value: turn.heard === '' ? 'nothing' : turn.heard }
  return [...entries, drawnEntry(placed, { kind: 'heard', lane: 'heard', ...span, to, ...heard })]
}

/** Where the answer is heard, or came as text, as drawn. */
function replySpan({ turn, clock }: PlacedTurn): { from: number; to: number } | null {
  const { timings, output_audio: audio } = turn
  if (clock.reply) {
    return {
      from: heardAt(clock, known(audio?.speech_start_ms)) ?? clock.reply.from,
      to: heardAt(clock, known(audio?.speech_end_ms)) ?? clock.reply.to,
    }
  }
  const from = known(timings['first_text_ms']) ?? known(timings['first_byte_ms'])
  const to = known(timings['done_ms'])
  if (from === null && to === null) return null
  return { from: clock.draw(from ?? to ?? 0), to: clock.draw(to ?? from ?? 0) }
}

/** `reply`: when the reply is heard, on the turn's clock. */
function fillerEntries(placed: PlacedTurn, reply: number | null): NewEntry[] {
  const fillers = placed.turn.fillers ?? []
  return fillers.flatMap(({ at_ms, text }, place): NewEntry[] => {
    const from = known(at_ms)
    if (from === null) return []
    const begins = [known(fillers[place + 1]?.at_ms), answerAt(placed.turn), reply]
    const next = begins.find((ms) => ms !== null && ms > from)
    const to = Math.min(from + sayingMs(text), next ?? Number.POSITIVE_INFINITY)
    const told = { label: 'Said before the answer', value: text }
    return [entryOf(placed, { kind: 'filler', lane: 'reply', from, to, ...told })]
  })
}

function voiceAiEntries(placed: PlacedTurn): NewEntry[] {
  const { turn } = placed
  const text = turn.reply_written ?? turn.reply_spoken
  const span = replySpan(placed)
  const sound = known(turn.timings['first_sound_ms']) ?? known(turn.timings['first_text_ms'])
  const entries = fillerEntries(placed, sound)
  if (turn.unsolicited !== null) {
    const to = Math.min(sayingMs(turn.unsolicited), placed.clock.length)
    const told = { label: 'Said unasked', value: turn.unsolicited }
    entries.push(drawnEntry(placed, { kind: 'unasked', lane: 'reply', from: 0, to, ...told }))
  }
  if (text === null || span === null) return entries
  const answer = answerAt(turn)
  // What came before the answer may be heard in the same recording.
  const before = entries.map(({ to_ms, from_ms }) => (to_ms ?? from_ms) - placed.zero)
  const begins = answer === null ? before : [placed.clock.draw(answer)]
  const from = entries.length > 0 ? Math.min(span.to, Math.max(span.from, ...begins)) : span.from
  const label = turn.cut_short ? 'Reply, cut short by the caller' : 'Reply'
  return [
    ...entries,
    drawnEntry(placed, { kind: 'reply', lane: 'reply', ...span, from, label, value: text }),
  ]
}

/** What was said, what was understood, and what was answered. */
export const wordEntries = (placed: PlacedTurn): NewEntry[] => [
  ...callerEntries(placed),
  ...voiceAiEntries(placed),
]
