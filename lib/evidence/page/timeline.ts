import { html, type Html } from '#lib/evidence/page/html.ts'
import { callPath, recordingPath, type Recording } from '#lib/evidence/recordings.ts'
import type { TimelineEntry, TimelineView } from '#lib/executions/timeline/schema.ts'
import { formatPosition } from '#lib/platform/format/duration.ts'

/** px of a character of the words in the lanes, about. */
const characterPx = 6.2
const namesPx = 72
const waveHeight = 44

const round = (value: number) => Math.round(value * 10) / 10

/** From ms to px; an hour is wider than a minute, and is scrolled. */
type Scale = { x: (ms: number) => number; width: number }

function scaleOf({ duration_ms }: TimelineView): Scale {
  const length = Math.max(1, duration_ms)
  const room = Math.min(20_000, Math.max(900, length * 0.04))
  return { x: (ms) => round(namesPx + (ms / length) * room), width: Math.round(namesPx + room + 8) }
}

/** The outline of one recording around a middle line. */
function outline(
  peaks: readonly number[],
  fromX: number,
  toX: number,
  middle: number,
): Html | null {
  if (peaks.length === 0) return null
  const x = (index: number) =>
    round(fromX + (index / Math.max(1, peaks.length - 1)) * (toX - fromX))
  // Loud parts would flatten the rest: the square root shows quiet speech too.
  const y = (peak: number) => Math.sqrt(Math.min(1, peak)) * (waveHeight / 2 - 3) + 0.5
  const upper = peaks.map((peak, index) => `${x(index)} ${round(middle - y(peak))}`)
  const lower = peaks.map((peak, index) => `${x(index)} ${round(middle + y(peak))}`).reverse()
  return html`<path class="outline" d="M${[...upper, ...lower].join('L')}Z" />`
}

type Side = 'caller' | 'voice-ai'

/** Each side's recordings at their places: its channel of the call, or those of the turns. */
function waves(
  timeline: TimelineView,
  recordings: Recording[],
  side: Side,
  scale: Scale,
  middle: number,
) {
  return timeline.clips.flatMap((clip) => {
    const own = side === 'caller' ? 'caller' : 'voice_ai'
    if (clip.side !== 'call' && clip.side !== own) return []
    const path = clip.turn === null ? callPath : recordingPath(clip.turn, side, false)
    const recording = recordings.find((one) => one.path === path)
    const channel = clip.side === 'call' && side === 'voice-ai' ? 1 : 0
    const drawn = recording?.found?.channels[channel]
    if (!drawn) return []
    // Of a recording that was heard in pieces each clip is one.
    const perMs = drawn.length / Math.max(1, recording.durationMs)
    const length = clip.to_ms - clip.from_ms
    const [first, last] = [clip.starts_ms, clip.starts_ms + length].map((ms) =>
      Math.round(ms * perMs),
    )
    const piece = drawn.slice(first, last)
    return [outline(piece, scale.x(clip.from_ms), scale.x(clip.to_ms), middle)]
  })
}

const described = ({ turn, label, value }: TimelineEntry) => `Turn ${turn + 1}: ${label}, ${value}`

/** A bar with as much of its text as there is room for; the whole of it is its title. */
function bar(entry: TimelineEntry, text: string, y: number, scale: Scale, room: number): Html {
  const from = scale.x(entry.from_ms)
  const width = Math.max(2, scale.x(entry.to_ms ?? entry.from_ms) - from)
  const most = Math.floor((Math.max(width, room) - 6) / characterPx)
  const shown = text.length > most ? `${text.slice(0, Math.max(0, most - 1))}…` : text
  const wrong = entry.late === true || entry.bad === true ? ' wrong' : ''
  return html`<g>
    <title>${described(entry)}</title>
    <rect
      class="bar-${entry.kind}${wrong}"
      x="${from}"
      y="${y}"
      width="${round(width)}"
      height="16"
      rx="2"
    />
    ${most >= 3 && html`<text x="${from + 4}" y="${y + 12}">${shown}</text>`}
  </g>`
}

/** A lane of bars, each with the room until the next one. */
function bars(
  entries: TimelineEntry[],
  textOf: (entry: TimelineEntry) => string,
  y: number,
  scale: Scale,
) {
  return entries.map((entry, place) => {
    const next = entries[place + 1]
    const until = next ? scale.x(next.from_ms) : scale.width - 8
    return bar(entry, textOf(entry), y, scale, until - scale.x(entry.from_ms) - 3)
  })
}

const mark = (entry: TimelineEntry, y: number, scale: Scale) =>
  html`<g>
    <title>${described(entry)}</title>
    <path class="mark-at" d="M${scale.x(entry.from_ms)} ${y}v14m-4 -4l4 4l4 -4" />
  </g>`

type Lane = { name: string; height: number; draw: (y: number) => Html | Html[] | (Html | null)[] }

function lanesOf(timeline: TimelineView, recordings: Recording[], scale: Scale): Lane[] {
  const of = (lane: TimelineEntry['lane']) =>
    timeline.entries.filter((entry) => entry.lane === lane)
  const words = ({ value }: TimelineEntry) => value
  const times = of('times')
  const long = times.filter(({ to_ms, kind }) => to_ms !== null && kind !== 'receiving')
  const side = (name: string, one: Side): Lane => ({
    ...{ name, height: waveHeight },
    draw: (y) => waves(timeline, recordings, one, scale, y + waveHeight / 2),
  })
  const row = (name: string, entries: TimelineEntry[], text: (entry: TimelineEntry) => string) => ({
    ...{ name, height: entries.length > 0 ? 22 : 0 },
    draw: (y: number) => bars(entries, text, y + 3, scale),
  })
  const lanes: Lane[] = [
    ...(timeline.clips.length > 0 ? [side('Caller', 'caller'), side('Voice AI', 'voice-ai')] : []),
    row('Said', of('said'), words),
    row('Heard', of('heard'), words),
    row('Reply', of('reply'), words),
    row('Tools', of('tools'), ({ label }) => label),
    row('Waits', long, ({ kind, label, value }) =>
      kind === 'response' ? value : `${label}, ${value}`,
    ),
    {
      ...{ name: 'Moments', height: 22 },
      draw: (y) =>
        times.filter(({ to_ms }) => to_ms === null).map((entry) => mark(entry, y + 2, scale)),
    },
  ]
  return lanes.filter(({ height }) => height > 0)
}

/** The turns along the upper edge, and the gaps that are not to scale. */
function frame(timeline: TimelineView, scale: Scale, height: number): Html {
  return html`${timeline.breaks.map(
    ({ from_ms, to_ms }) =>
      html`<rect
        class="not-to-scale"
        x="${scale.x(from_ms)}"
        y="0"
        width="${round(scale.x(to_ms) - scale.x(from_ms))}"
        height="${height}"
      />`,
  )}
  ${timeline.turns.map(
    ({ turn, from_ms }) =>
      html`<path class="turn-at" d="M${scale.x(from_ms)} 0v${height}" />
        <text class="turn-name" x="${scale.x(from_ms) + 4}" y="12">Turn ${turn + 1}</text>`,
  )}`
}

function picture(timeline: TimelineView, recordings: Recording[]): Html {
  const scale = scaleOf(timeline)
  let top = 18
  const drawn = lanesOf(timeline, recordings, scale).map(({ name, height, draw }) => {
    const y = top
    top += height
    return html`<path class="lane-edge" d="M0 ${y}H${scale.width}" />
      <text class="lane-name" x="0" y="${y + height / 2 + 4}">${name}</text>
      ${draw(y)}`
  })
  return html`<svg
    class="timeline"
    width="${scale.width}"
    height="${top}"
    viewBox="0 0 ${scale.width} ${top}"
    role="img"
    aria-label="Timeline; the table below says the same"
  >
    ${frame(timeline, scale, top)} ${drawn}
  </svg>`
}

/** Everything on the timeline, to be read. */
function table({ entries }: TimelineView): Html {
  return html`<details>
    <summary>As a table</summary>
    <div class="scroll" tabindex="0" role="region" aria-label="Timeline as a table">
      <table>
        <thead>
          <tr>
            <th scope="col" class="number">At</th>
            <th scope="col">Turn</th>
            <th scope="col">What</th>
            <th scope="col">Value</th>
          </tr>
        </thead>
        <tbody>
          ${entries.map(
            ({ from_ms, turn, label, value }) =>
              html`<tr>
                <td class="number">${formatPosition(from_ms / 1_000)}</td>
                <td>${turn + 1}</td>
                <th scope="row">${label}</th>
                <td>${value}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`
}

/**
 * The timeline without a script: its lanes as a picture, and the same as a table. `mask` hides secrets: here, before texts
 * are cut, for it would not know a part of one.
 */
export function timelineSection(
  whole: TimelineView,
  recordings: Recording[],
  mask: (text: string) => string,
): Html | null {
  if (whole.turns.length === 0) return null
  const entries = whole.entries.map((entry) => ({
    ...entry,
    label: mask(entry.label),
    value: mask(entry.value),
  }))
  const timeline = { ...whole, entries }
  const isMeasured = timeline.clock === 'call' || timeline.turns.length === 1
  return html`<section>
    <h2>Timeline</h2>
    <p class="soft">
      ${timeline.clock === 'call' ? 'On the clock of the recording of the call.' : 'On the clock of each turn.'}
      ${!isMeasured && 'How long it was from one turn to the next is not recorded: gaps are not to scale.'}
    </p>
    <div class="scroll" tabindex="0" role="region" aria-label="Timeline">
      ${picture(timeline, recordings)}
    </div>
    ${table(timeline)}
  </section>`
}
