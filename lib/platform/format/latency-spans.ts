type Timings = Record<string, number | null>

/** `from` and `to` in ms since the turn began; a mark has no length. */
export type LatencySpan = {
  key: string
  label: string
  from: number
  to: number
  kind: 'span' | 'mark'
}

const marks = [
  ['speech_end_ms', 'End of speech'],
  ['first_event_ms', 'First event of the reply'],
  ['first_partial_ms', 'First partial transcript'],
  ['transcript_ms', 'Transcript'],
  ['first_byte_ms', 'First byte of the reply'],
  ['first_text_ms', 'First text of the reply'],
  ['first_audio_ms', 'First audio of the reply'],
  ['first_sound_ms', 'First sound of the reply'],
  ['done_ms', 'Done'],
] as const

const spans = [
  ['connect', 'Connect', null, 'connect_ms'],
  ['upload', 'Send the caller’s speech', 'first_byte_out_ms', 'last_byte_out_ms'],
  ['answer', 'Receive the reply', 'first_byte_ms', 'done_ms'],
] as const

/** What came after fillers: how long the caller waited for the answer itself, and in silence. */
function answerSpans(timings: Timings, start: number): LatencySpan[] {
  const { final_answer_ms: answered, filler_gap_ms: gap } = timings
  if (typeof answered !== 'number') return []
  const to = start + Math.max(0, answered)
  const rows: LatencySpan[] = [
    { key: 'final_answer', label: 'Time to the answer itself', from: start, to, kind: 'span' },
  ]
  if (typeof gap === 'number')
    rows.push({
      ...{ key: 'filler_gap', label: 'Silence before the answer' },
      ...{ from: to - gap, to, kind: 'span' },
    })
  return rows
}

/**
 * A turn's timings as rows of a waterfall, in order of their start. What did not happen has no row.
 * The response span runs from the end of speech (or of the text sent) to the reply, as latency is defined.
 */
export function latencySpans(timings: Timings): LatencySpan[] {
  const rows: LatencySpan[] = []
  for (const [key, label, fromKey, toKey] of spans) {
    const from = fromKey === null ? 0 : timings[fromKey]
    const to = timings[toKey]
    if (typeof from === 'number' && typeof to === 'number' && to >= from)
      rows.push({ key, label, from, to, kind: 'span' })
  }
  const start = timings.speech_end_ms ?? timings.last_byte_out_ms
  if (typeof start === 'number' && typeof timings.response_ms === 'number')
    rows.push({
      key: 'response',
      label: 'Response time',
      from: start,
      to: start + Math.max(0, timings.response_ms),
      kind: 'span',
    })
  if (typeof start === 'number') rows.push(...answerSpans(timings, start))
  for (const [key, label] of marks) {
    const at = timings[key]
    if (typeof at === 'number') rows.push({ key, label, from: at, to: at, kind: 'mark' })
  }
  return rows.sort((a, b) => a.from - b.from || b.to - a.to)
}
