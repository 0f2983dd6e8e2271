import type { CallView } from '#lib/executions/schema.ts'
import { drawnEntry, entryOf, rounded, type NewEntry } from '#lib/executions/timeline/entry.ts'
import type { PlacedTurn, Placing } from '#lib/executions/timeline/place-turns.ts'
import { known } from '#lib/executions/timeline/turn-clock.ts'
import { formatDuration } from '#lib/platform/format/duration.ts'
import { asSentence } from '#lib/platform/format/sentence.ts'
import { toolStatuses, toolTimes } from '#lib/platform/format/tool-call.ts'

/** The tools that were called, each from its call to its end. */
export function toolEntries(placed: PlacedTurn): NewEntry[] {
  const { turn, clock } = placed
  return (turn.tool_calls ?? []).map((call) => {
    const [asked, ended] = [known(call.requested_ms), known(call.ended_ms)]
    const from = asked ?? known(turn.timings['speech_end_ms']) ?? 0
    const label = call.name === '' ? 'a tool without a name' : call.name
    const told = {
      ...{ kind: 'tool' as const, lane: 'tools' as const, label },
      value: `${toolStatuses[call.status]}, ${toolTimes({ requested_ms: asked, ended_ms: ended })}`,
      bad: call.status === 'failed' || call.status === 'unanswered',
    }
    if (asked !== null && ended !== null) return entryOf(placed, { ...told, from, to: ended })
    // Its end is not told: it is drawn to the end of the turn, without an edge there.
    return drawnEntry(placed, { ...told, from: clock.draw(from), to: clock.length, open: true })
  })
}

type Listening = { backchannel?: boolean | undefined; false_stop?: boolean | null | undefined }

/** Of a caller who only showed that they listen: whether the voice AI went on, as it should. */
function listened({ backchannel, false_stop }: Listening): string {
  if (backchannel !== true) return ''
  if (typeof false_stop !== 'boolean')
    return ', whether the voice AI stopped for it was not measured'
  return false_stop ? ', the voice AI stopped for it' : ', the voice AI went on'
}

/** When the caller broke into the reply before, and when that one stopped. */
function bargeInEntries(placed: PlacedTurn): NewEntry[] {
  const { barge_in: found, input_audio: audio } = placed.turn
  if (!found) return []
  const from = (placed.clock.caller?.from ?? 0) + (known(audio?.speech_start_ms) ?? 0)
  const began = known(found.began_ms)
  const stopped = known(found.stopped_ms)
  const where =
    began === null ? 'there was no reply to interrupt' : `${formatDuration(began)} into the reply`
  const both = found.overlap_ms === 0 ? ', they never spoke at once' : ''
  const value = `${where}, planned after ${formatDuration(found.after_ms)}${both}${listened(found)}`
  const isListening = found.backchannel === true
  const label = isListening ? 'The caller shows that they listen' : 'The caller breaks in'
  const mark = drawnEntry(placed, { kind: 'barge_in', from, label, value })
  if (stopped === null) return [mark]
  const told = {
    label: isListening ? 'Voice AI is silent after it' : 'Voice AI stops after the caller broke in',
    value: formatDuration(stopped),
  }
  return [mark, drawnEntry(placed, { kind: 'stopping', from, to: from + stopped, ...told })]
}

/** What went wrong in a turn, or was told at its end. */
function troubleEntries(placed: PlacedTurn): NewEntry[] {
  const { turn, clock } = placed
  const done = known(turn.timings['done_ms'])
  const from = done === null ? clock.length : clock.draw(done)
  const notice = (label: string, value: string): NewEntry =>
    drawnEntry(placed, { kind: 'notice', from, label, value })
  return [
    ...(turn.incomplete === undefined
      ? []
      : [notice('The reply is not whole', asSentence(turn.incomplete))]),
    ...(turn.notices ?? []).map((text) => notice('The voice AI told', text)),
    ...(turn.fault
      ? [
          drawnEntry(placed, {
            ...{ kind: 'fault', from, bad: true, value: asSentence(turn.fault.message) },
            label: turn.fault.ours ? 'Fault of our own side' : 'Fault',
          }),
        ]
      : []),
  ]
}

export const eventEntries = (placed: PlacedTurn): NewEntry[] => [
  ...bargeInEntries(placed),
  ...troubleEntries(placed),
]

/** Where both spoke, as the recording of the call shows it. */
export function overlapEntries(call: CallView | null, { callFrom }: Placing): NewEntry[] {
  return (call?.overlaps ?? []).flatMap(({ turn, from_ms, to_ms }): NewEntry[] => {
    const [from, to] = [known(from_ms), known(to_ms)]
    if (from === null || to === null || to <= from) return []
    return [
      {
        ...{ turn, lane: 'times', kind: 'talk_over', label: 'Both speak' },
        ...{ from_ms: rounded(callFrom + from), to_ms: rounded(callFrom + to) },
        value: formatDuration(to - from),
      },
    ]
  })
}
