import { describe, expect, test } from 'vitest'

import { judgingWork } from '#lib/engines/validation/judging-work.ts'
import { policy, textTurn } from '#lib/engines/validation/testing/evidence.ts'
import { validateInTime } from '#lib/engines/validation/thread/validate-in-time.ts'
import type { ResolvedExpectation } from '#lib/engines/validation/expected.ts'
import { validateExecution, type ValidationInput } from '#lib/engines/validation/validate.ts'
import { watchLoop } from '#lib/platform/metrics/loop-delay.ts'

const words = (length: number, from = 0) =>
  Array.from({ length: length / 8 }, (_, n) => `w${from + n} five`).join(' ')

const input = (
  turns: number,
  reply: string,
  expectation: (turn: number) => ResolvedExpectation,
): ValidationInput => ({
  ...{ executionId: 'e', policy },
  turns: Array.from({ length: turns }, (_, index) => ({
    evidence: textTurn({ index, reply_written: reply, reply_spoken: null }),
    expectation: expectation(index),
  })),
})

const phrases = (turn: number) =>
  Array.from({ length: 50 }, (_, n) => `${turn} ${n} ${words(1_900, n)}`)

/** Replies of a megabyte and thousands of expectations, as long as a suite may have them: minutes of work. */
const attacks = {
  'thousands of long phrases': input(50, words(1_000_000), (turn) => ({
    response: { contains: phrases(turn), not_contains: phrases(turn + 50) },
  })),
  'long words without end': input(50, `${'a'.repeat(1_000)} `.repeat(1_000), (turn) => ({
    response: { contains: phrases(turn), similar_to: `${turn} ${'ab '.repeat(600)}` },
  })),
}

describe('judging', () => {
  test('of a usual turn stays in its thread', async () => {
    const usual = input(1, 'It is sunny in Toronto with 20 degrees.', () => ({
      response: { contains: ['sunny'], matches: String.raw`\d+ degrees` },
    }))
    expect(judgingWork(usual)).toBeLessThan(200_000)
    expect(await validateInTime(usual)).toEqual(validateExecution(usual))
  })

  test('of a long reply says the same in a thread of its own', async () => {
    const long = input(2, `${words(18_000)} it is sunny`, () => ({
      response: { contains: ['sunny'], not_contains: ['rain'] },
    }))
    expect(judgingWork(long)).toBeGreaterThan(3_000_000)
    expect(await validateInTime(long)).toEqual(validateExecution(long))
  })

  test('that takes too long is given up as not sure, and others go on beside it', async () => {
    const loop = watchLoop()
    const began = performance.now()
    const other = input(1, 'It is sunny.', () => ({ response: { contains: ['sunny'] } }))
    const [passed, ...given] = await Promise.all(
      [other, ...Object.values(attacks)].map((one) => validateInTime(one)),
    )
    const longestMs = loop.longest(began, performance.now())
    loop.stop()
    expect(passed?.verdict).toBe('passed')
    for (const validation of given)
      expect(validation).toMatchObject({
        ...{ verdict: 'invalid', status: 'manual_review', blame: 'validator', proven: false },
        reason: expect.stringMatching(
          /took longer than 10 s.*says nothing of the voice AI/,
        ) as string,
      })
    // Not a measure: copying 50 MB takes some tenths of a second on a busy machine, judging them here minutes.
    expect(longestMs).toBeLessThan(5_000)
  })

  test('ends with what has asked for it', async () => {
    const abort = new AbortController()
    const attack = attacks['thousands of long phrases']
    const judged = validateInTime(attack, abort.signal)
    abort.abort(new Error('cancelled'))
    await expect(judged).rejects.toThrow('cancelled')
  })
})
