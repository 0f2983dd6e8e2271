import { readFileSync } from 'node:fs'

import { describe, expect, test } from 'vitest'

import { judgeLine, readLine } from '#lib/engines/validation/offline/judge-line.ts'
import { policyOf, PolicySettings } from '#lib/engines/validation/policy-settings.ts'
import { hardLines } from '#lib/engines/validation/testing/hard-lines.ts'

type Labelled = { id: string; kind: string; right: 'pass' | 'fail' | 'either'; input: unknown }

const policy = policyOf(PolicySettings.parse({}))

function judged({ input }: Labelled) {
  const { line, error } = readLine(input)
  if (line === null) throw new Error(error)
  return judgeLine(line, policy)
}

const decides = { pass: 'auto_pass', fail: 'auto_fail', either: 'manual_review' } as const

/** Share decided without a person, by kind; a line that only a person can decide counts as well. */
function coverage(lines: readonly Labelled[]): Map<string, number> {
  const kinds = Map.groupBy(lines, ({ kind }) => kind)
  return new Map(
    [...kinds].map(([kind, all]) => [
      kind,
      all.filter((line) => judged(line).review_status !== 'manual_review').length / all.length,
    ]),
  )
}

const given: Labelled[] = readFileSync(new URL('../testing/lines.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((text) => ({ ...(JSON.parse(text) as Omit<Labelled, 'input'>), input: text }))

// A pattern that cannot be used is refused when a line is read.
const hard: Labelled[] = hardLines
  .map((line, index) => ({
    id: `${index} ${line.language} ${JSON.stringify(line.expect)} ${JSON.stringify(line.reply)}`,
    kind: line.kind,
    right: line.right,
    input: line,
  }))
  .filter(({ input }) => readLine(input).line !== null)

describe.each([
  ['labelled', given],
  ['hard', hard],
])('%s lines', (_, lines) => {
  test('none is decided wrongly', () => {
    const wrong = lines.flatMap((line) => {
      const { review_status: status, reason } = judged(line)
      return status === 'manual_review' || status === decides[line.right]
        ? []
        : [`${line.id}: ${line.right}, but ${status}: ${reason}`]
    })
    expect(wrong).toEqual([])
  })

  test('every automatic verdict has its reason and its scores in words', () => {
    for (const line of lines) {
      const { reason, scores } = judged(line)
      expect(reason).toMatch(/\.$/)
      for (const { evidence } of scores) expect(evidence).toMatch(/\.$/)
    }
  })
})

describe('most lines are decided', () => {
  const floors: [kind: string, floor: number][] = [
    ['contains', 0.85],
    ['not_contains', 0.75],
    ['entity', 0.85],
    ['transcript', 0.75],
    ['similar_to', 0.33],
  ]
  test.each(floors)('%s: at least %d of the labelled ones', (kind, floor) =>
    expect(coverage(given).get(kind)).toBeGreaterThanOrEqual(floor),
  )
  test('more than 60 % over all', () => {
    const decided = given.filter((line) => judged(line).review_status !== 'manual_review')
    expect(decided.length / given.length).toBeGreaterThan(0.6)
  })
  test('the hard ones that a person finds easy', () => {
    const easy = hard.filter(({ right, kind }) => right !== 'either' && kind !== 'similar_to')
    const decided = easy.filter((line) => judged(line).review_status !== 'manual_review')
    expect(decided.length / easy.length).toBeGreaterThan(0.9)
  })
})
