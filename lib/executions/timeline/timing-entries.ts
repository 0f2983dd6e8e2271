import { drawnEntry, entryOf, type NewEntry } from '#lib/executions/timeline/entry.ts'
import type { PlacedTurn } from '#lib/executions/timeline/place-turns.ts'
import { responseLimit } from '#lib/executions/timeline/response-limit.ts'
import type { TimelineKind } from '#lib/executions/timeline/schema.ts'
import { answerAt, known, lengths, waitsFrom } from '#lib/executions/timeline/turn-clock.ts'
import { formatDuration } from '#lib/platform/format/duration.ts'
import { ownSideText } from '#lib/platform/format/own-side.ts'

/** Moments of a turn's clock, with what is drawn for each. */
const moments: Record<string, [TimelineKind, string]> = {
  speech_end_ms: ['speech_end', 'End of the caller’s speech'],
  first_partial_ms: ['transcript', 'First partial transcript'],
  transcript_ms: ['transcript', 'Transcript'],
  first_byte_ms: ['first_byte', 'First byte of the reply'],
  first_event_ms: ['first_byte', 'First event of the reply'],
  first_text_ms: ['first_byte', 'First text of the reply'],
  first_audio_ms: ['sound', 'First audio of the reply'],
  first_sound_ms: ['sound', 'First sound of the reply'],
  done_ms: ['done', 'Done'],
}

/** What lasts from one moment of the turn's clock to another. */
const stretches: [TimelineKind, string, from: string | null, to: string][] = [
  ['connect', 'Connecting', null, 'connect_ms'],
  ['sending', 'Sending the caller’s turn', 'first_byte_out_ms', 'last_byte_out_ms'],
  ['receiving', 'Receiving the reply', 'first_byte_ms', 'done_ms'],
]

function stretchEntries(placed: PlacedTurn): { entries: NewEntry[]; used: Set<string> } {
  const { timings } = placed.turn
  const used = new Set<string>()
  const entries = stretches.flatMap(([kind, label, fromKey, toKey]) => {
    const from = fromKey === null ? 0 : known(timings[fromKey])
    const to = known(timings[toKey])
    if (from === null || to === null || to < from) return []
    // The ends of receiving are moments with marks of their own.
    if (kind !== 'receiving') [fromKey, toKey].forEach((key) => key !== null && used.add(key))
    return [entryOf(placed, { kind, from, to, label, value: formatDuration(to - from) })]
  })
  return { entries, used }
}

/** What the caller waited: from the end of speech, or of the text sent, to the reply. */
function responseEntry(placed: PlacedTurn): NewEntry[] {
  const { timings, expected } = placed.turn
  const from = waitsFrom(placed.turn)
  const response = known(timings['response_ms'])
  if (from === null || response === null) return []
  const limit = responseLimit(expected)
  const late = limit !== null && response > limit
  const early = response < 0 ? 'before the caller had finished' : null
  const value = [formatDuration(response), early, late && `limit ${formatDuration(limit)}`]
  return [
    entryOf(placed, {
      ...{ kind: 'response', label: 'Response time', late },
      ...{ from, to: from + Math.max(0, response), value: value.filter(Boolean).join(', ') },
    }),
  ]
}

/** A name for a timing that this module does not know yet: `first_word_ms` is `First word`. */
function plainName(key: string): string {
  const words = key.replace(/_ms$/, '').replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** How late our own side was, where that is told. */
function ownSideEntry(placed: PlacedTurn): NewEntry[] {
  const { own_side: own } = placed.turn
  if (!own) return []
  const told = { label: 'Delay of our own side', value: ownSideText(own) }
  return [entryOf(placed, { kind: 'own_side', from: 0, ...told })]
}

/** Silence inside the reply, and the pause between what was said first and the answer. */
function pauseEntries(placed: PlacedTurn): NewEntry[] {
  const { timings, dead_air: deadAir = [] } = placed.turn
  const silent = deadAir.flatMap((span): NewEntry[] => {
    const [from, to] = [known(span.from_ms), known(span.to_ms)]
    if (from === null || to === null || to <= from) return []
    const value = formatDuration(to - from)
    return [entryOf(placed, { kind: 'dead_air', from, to, label: 'Dead air in the reply', value })]
  })
  const [from, answer] = [waitsFrom(placed.turn), answerAt(placed.turn)]
  if (from === null || answer === null) return silent
  const waited = formatDuration(answer - from)
  const whole = { label: 'Time to the answer itself', value: waited }
  const gap = known(timings['filler_gap_ms'])
  const told = { label: 'Silence before the answer', value: formatDuration(gap ?? 0) }
  return [
    ...silent,
    entryOf(placed, { kind: 'answer', from, to: answer, ...whole }),
    ...(gap === null || gap <= 0
      ? []
      : [entryOf(placed, { kind: 'filler_gap', from: answer - gap, to: answer, ...told })]),
  ]
}

/** How long both spoke, where no recording of the call shows when. */
function talkOverEntry(placed: PlacedTurn, isShown: boolean): NewEntry[] {
  const ms = known(placed.turn.timings['talk_over_ms'])
  const { reply, caller } = placed.clock
  if (ms === null || ms <= 0 || isShown || !reply || !caller) return []
  const value = formatDuration(ms)
  return [drawnEntry(placed, { kind: 'talk_over', from: reply.from, label: 'Both spoke', value })]
}

/** Every timing of a turn. `overlaps`: the recording of the call shows where both spoke. */
export function timingEntries(placed: PlacedTurn, { overlaps }: { overlaps: boolean }): NewEntry[] {
  const { turn } = placed
  const { entries, used } = stretchEntries(placed)
  const marks = Object.entries(turn.timings).flatMap(([key, value]): NewEntry[] => {
    const ms = known(value)
    if (ms === null || used.has(key) || lengths.has(key)) return []
    const [kind, label] = moments[key] ?? ['time', plainName(key)]
    return [entryOf(placed, { kind, from: ms, label, value: formatDuration(ms) })]
  })
  return [
    ...entries,
    ...responseEntry(placed),
    ...marks,
    ...pauseEntries(placed),
    ...talkOverEntry(placed, overlaps),
    ...ownSideEntry(placed),
  ]
}
