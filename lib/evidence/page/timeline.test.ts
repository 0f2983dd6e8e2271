import { expect, test } from 'vitest'

import { writeHtml } from '#lib/evidence/page/html.ts'
import { timelineSection } from '#lib/evidence/page/timeline.ts'
import type { Recording } from '#lib/evidence/recordings.ts'
import type { TimelineEntry, TimelineView } from '#lib/executions/timeline/schema.ts'

const entry = (more: Partial<TimelineEntry>): TimelineEntry => ({
  ...{ id: 'e0', turn: 0, lane: 'said', kind: 'said', from_ms: 0, to_ms: 300 },
  ...{ label: 'Said', value: 'my code is swordfish' },
  ...more,
})

const timeline: TimelineView = {
  ...{ clock: 'turns', duration_ms: 2_000, breaks: [] },
  turns: [
    {
      ...{ turn: 0, from_ms: 0, to_ms: 2_000, zero_ms: 0, estimated: false, not_to_scale: null },
      ...{ caller: { from_ms: 0, to_ms: 300 }, voice_ai: null },
    },
  ],
  clips: [
    {
      ...{ side: 'caller', turn: 0, from_ms: 0, to_ms: 300, starts_ms: 0, url: '/a' },
      ...{ label: 'Caller, turn 1', fault: null },
    },
  ],
  entries: [
    entry({}),
    entry({ id: 'e1', from_ms: 310, value: 'a <next> one' }),
    entry({
      id: 'e2',
      lane: 'times',
      kind: 'done',
      from_ms: 900,
      to_ms: null,
      label: 'Done',
      value: '900 ms',
    }),
  ],
}

const recording: Recording = {
  ...{ path: 'audio/turn-1-caller.wav', label: '', bucket: 'input-audio', key: '', sha256: '' },
  ...{ durationMs: 300, marks: [] },
  found: { size: 1, sha256: '', peaks: [], channels: [[0.2, 0.9, 0.1]] },
}

async function text(recordings: Recording[], mask: (text: string) => string): Promise<string> {
  const section = timelineSection(timeline, recordings, mask)
  if (!section) return ''
  const pieces: Uint8Array[] = []
  for await (const piece of writeHtml(section, mask)) pieces.push(piece)
  return Buffer.concat(pieces).toString()
}

test('everything on the timeline is in its picture and in its table', async () => {
  const page = await text([recording], (one) => one)
  for (const { label } of timeline.entries) expect(page).toContain(label)
  expect(page).toContain('class="outline"')
  expect(page).toContain('a &lt;next&gt; one')
  expect(page.match(/<tr>/g)).toHaveLength(timeline.entries.length + 1)
  expect(page).not.toContain('NaN')
})

test('a secret is hidden before its text is cut for want of room', async () => {
  const page = await text([], (one) => one.replaceAll('swordfish', '[hidden]'))
  expect(page).not.toMatch(/sword/)
  expect(page).toContain('my code is [hidden]')
})

test('a recording that is gone leaves its lane empty', async () =>
  expect(await text([{ ...recording, found: null }], (one) => one)).not.toContain(
    'class="outline"',
  ))
