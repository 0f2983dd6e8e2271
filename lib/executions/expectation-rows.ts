import { z } from 'zod'

import type { ExpectedPhrase, ResolvedExpectation } from '#lib/engines/validation/expected.ts'
import { checkOf, rowMarks, type RowMarks } from '#lib/executions/row-marks.ts'
import type { TurnView } from '#lib/executions/schema.ts'
import type { ScoreView } from '#lib/executions/score-view.ts'
import { toolRows } from '#lib/executions/tool-rows.ts'
import { formatDuration } from '#lib/platform/format/duration.ts'

export type ExpectationRow = {
  aspect: string
  expected: string
  got: string
  /** words that decided, where there are any */
  marks?: RowMarks
  /** `partly`: the validator judged several of these rows at once, and not all of them held */
  result: 'met' | 'missed' | 'partly' | 'unproven' | 'not_judged'
}

type Got = Pick<
  TurnView,
  'heard' | 'reply_written' | 'reply_spoken' | 'intent' | 'entities' | 'timings' | 'output_audio'
> &
  Partial<Pick<TurnView, 'kind' | 'barge_in' | 'tool_calls'>>

const nothing = 'nothing'
const show = (value: unknown) =>
  value === null || value === undefined || value === ''
    ? nothing
    : typeof value === 'string'
      ? value
      : JSON.stringify(value)
const percent = (rate: number) => `${(rate * 100).toFixed(rate * 100 < 10 && rate > 0 ? 1 : 0)} %`
const list = (phrases: ExpectedPhrase[]) =>
  phrases
    .map((phrase) =>
      typeof phrase === 'string'
        ? `“${phrase}”`
        : `“${phrase.text}”${phrase.stem === true ? ' in any form' : ''}`,
    )
    .join(', ')

function isExpectation(value: unknown): value is ResolvedExpectation {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function responseRows(expected: ResolvedExpectation, got: Got): [string, string, string, string][] {
  const { contains, not_contains, matches, similar_to } = expected.response ?? {}
  const reply = show(got.reply_written ?? got.reply_spoken)
  return [
    ...(similar_to
      ? [['response', 'Response like', similar_to, reply] as [string, string, string, string]]
      : []),
    ...(contains
      ? [
          ['response', 'Response contains', list(contains), reply] as [
            string,
            string,
            string,
            string,
          ],
        ]
      : []),
    ...(not_contains
      ? [
          ['response', 'Response lacks', list(not_contains), reply] as [
            string,
            string,
            string,
            string,
          ],
        ]
      : []),
    ...(matches
      ? [
          ['response', 'Response matches', `/${matches}/`, reply] as [
            string,
            string,
            string,
            string,
          ],
        ]
      : []),
  ]
}

function measuredRate(scores: ScoreView[], key: 'wer' | 'cer'): number | null {
  const detail = scores.find((score) => score.validator === 'transcript')?.detail
  if (typeof detail !== 'object' || detail === null) return null
  const rate: unknown = Object.entries(detail).find(([name]) => name === key)?.[1]
  return typeof rate === 'number' ? rate : null
}

function transcriptRows(
  expected: ResolvedExpectation,
  got: Got,
  scores: ScoreView[],
): [string, string, string, string][] {
  const limits = [
    ['wer', 'Word errors', expected.transcript?.max_wer],
    ['cer', 'Character errors', expected.transcript?.max_cer],
  ] as const
  return limits.flatMap(([key, aspect, limit]) => {
    if (limit === undefined) return []
    const rate = measuredRate(scores, key)
    return [
      [
        'transcript',
        aspect,
        `at most ${percent(limit)}`,
        rate === null ? show(got.heard) : percent(rate),
      ],
    ]
  })
}

const fold = (name: string) => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')

/** Names of entities are compared as the validator does it: `start_time` finds `StartTime`. */
function entityOf({ entities }: Got, name: string): unknown {
  const found = Object.keys(entities).find((key) => fold(key) === fold(name))
  return found === undefined ? null : entities[found]
}

/** What a live caller notices: an answer to silence, and how soon the voice AI lets itself be interrupted. */
function conversationRows(
  expected: ResolvedExpectation,
  got: Got,
): [string, string, string, string][] {
  const rows: [string, string, string, string][] = []
  const { reply = 'required', barge_in } = expected
  if (got.kind === 'silence' && reply !== 'any') {
    const said = show(got.reply_written ?? got.reply_spoken)
    const sound = got.output_audio ? formatDuration(got.output_audio.duration_ms) : nothing
    const wanted = reply === 'none' ? 'none' : 'required'
    rows.push(['reply', 'Reply to silence', wanted, said === nothing ? sound : said])
  }
  if (barge_in?.max_stop_ms !== undefined) {
    const stopped = got.barge_in?.stopped_ms
    rows.push([
      'barge_in',
      'Stops for the caller',
      `within ${formatDuration(barge_in.max_stop_ms)}`,
      typeof stopped === 'number' ? formatDuration(stopped) : nothing,
    ])
  }
  if (barge_in?.stops === false) {
    const stopped = got.barge_in?.false_stop ?? null
    const came = stopped === null ? 'not measured' : stopped ? 'stopped' : 'went on'
    rows.push(['barge_in', 'Goes on for a listening caller', 'goes on', came])
  }
  return rows
}

/** Limits on when things are heard. */
function timeRows(
  { response_time, final_answer, dead_air }: ResolvedExpectation,
  { timings }: Got,
): [string, string, string, string][] {
  const show = (ms: number | null | undefined) =>
    typeof ms === 'number' ? formatDuration(ms) : nothing
  const limits = [
    ['response_time', 'Response time', response_time, show(timings.response_ms)],
    [
      'final_answer',
      'The answer itself',
      final_answer,
      show(timings.final_answer_ms ?? timings.response_ms),
    ],
    [
      'dead_air',
      'Pauses in the reply',
      dead_air,
      timings.dead_air_ms === 0 ? 'none of 1 s' : show(timings.dead_air_ms),
    ],
  ] as const
  return limits.flatMap(([validator, aspect, limit, got]) =>
    limit === undefined
      ? []
      : [[validator, aspect, `at most ${formatDuration(limit.max_ms)}`, got]],
  )
}

/** What was expected of a turn's answer beside what came, with the verdict of the validator that looked at it. */
export function expectationRows(
  expected: unknown,
  got: Got,
  scores: ScoreView[],
): ExpectationRow[] {
  if (!isExpectation(expected)) return []
  const rows: [validator: string, aspect: string, expected: string, got: string][] = []
  if (expected.intent) rows.push(['intent', 'Intent', expected.intent, show(got.intent)])
  for (const [name, value] of Object.entries(expected.entities ?? {}))
    rows.push(['entity', `Entity ${name}`, show(value), show(entityOf(got, name))])
  rows.push(...responseRows(expected, got))
  const tools = toolRows(expected, got, scores)
  rows.push(...timeRows(expected, got))
  rows.push(...transcriptRows(expected, got, scores))
  if (expected.audio?.required)
    rows.push([
      'audio',
      'Spoken answer',
      'required',
      got.output_audio ? formatDuration(got.output_audio.duration_ms) : nothing,
    ])
  rows.push(...conversationRows(expected, got))
  const shown = rows.map(([validator, aspect, wanted, came]) => {
    const marks = rowMarks(aspect, wanted, expected, scores)
    return {
      aspect,
      expected: wanted,
      got: came,
      ...((marks.expected.length > 0 || marks.got.length > 0) && { marks }),
      result: resultOf(
        scores.find((score) => score.validator === validator),
        aspect,
        rows.filter(([other]) => other === validator).length,
      ),
    }
  })
  return [...shown, ...tools]
}

const proofResults = { right: 'met', wrong: 'missed', unproven: 'unproven' } as const

/** Entities and the checks of a response are told one by one; the other validators judge all their rows at once. */
function resultOf(
  score: ScoreView | undefined,
  aspect: string,
  rows: number,
): ExpectationRow['result'] {
  if (!score) return 'not_judged'
  const single = entityResult(score.detail, aspect) ?? checkResult(score.detail, aspect)
  if (score.pass && score.proof !== 'unproven') return 'met'
  if (single !== null) return single
  if (score.proof === 'unproven') return 'unproven'
  return rows > 1 ? 'partly' : 'missed'
}

const Findings = z.object({
  findings: z.array(z.object({ check: z.string(), proof: z.enum(['right', 'wrong', 'unproven']) })),
})

function checkResult(detail: unknown, aspect: string): ExpectationRow['result'] | null {
  const check = checkOf(aspect)
  const read = check === null ? null : Findings.safeParse(detail)
  const found = read?.data?.findings.find((finding) => finding.check === check)
  return found ? proofResults[found.proof] : null
}

/** `none` and `unclear` are of evidence from before entities were proven. */
const missed: ReadonlySet<unknown> = new Set(['wrong', 'none', 'unclear'])

function entityResult(detail: unknown, aspect: string): ExpectationRow['result'] | null {
  if (!Array.isArray(detail)) return null
  for (const one of detail as unknown[])
    if (typeof one === 'object' && one !== null && 'name' in one && 'match' in one)
      if (`Entity ${String(one.name)}` === aspect)
        return one.match === 'unproven' ? 'unproven' : missed.has(one.match) ? 'missed' : 'met'
  return null
}
