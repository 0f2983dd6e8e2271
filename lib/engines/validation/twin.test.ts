import { describe, expect, test } from 'vitest'

import { fault, policy, textTurn, voiceTurn } from '#lib/engines/validation/testing/evidence.ts'
import {
  confused,
  misheard,
  turn,
  validate,
  weather,
} from '#lib/engines/validation/testing/validate.ts'
import { validateExecution, type ValidationTurn } from '#lib/engines/validation/validate.ts'

const right = turn(textTurn())
const wrong = turn(textTurn(confused))

describe('the text side of an execution', () => {
  test('is judged whatever the spoken side came to', () => {
    expect(validate([turn(misheard)], {}, [right])).toMatchObject({
      verdict: 'failed',
      twin: { verdict: 'passed' },
    })
    expect(validate([turn(voiceTurn())], {}, [wrong])).toMatchObject({
      verdict: 'passed',
      twin: { verdict: 'failed' },
    })
    expect(validate([turn(voiceTurn({ fault: fault() }))], {}, [right])).toMatchObject({
      verdict: 'invalid',
      twin: { verdict: 'passed' },
    })
  })

  test('says why it failed', () =>
    expect(validate([turn(misheard)], {}, [wrong]).twin?.reason).toMatch(/intent is wrong/))

  test('is invalid when its own evidence is broken, and leaves the spoken verdict alone', () =>
    expect(validate([turn(voiceTurn())], {}, [turn(textTurn({ fault: fault() }))])).toMatchObject({
      verdict: 'passed',
      twin: { verdict: 'invalid' },
    }))

  test('is invalid when the turn has no words to send', () =>
    expect(
      validate([turn(voiceTurn({ said: null }))], {}, [turn(textTurn({ said: '' }))]).twin,
    ).toMatchObject({
      verdict: 'invalid',
      reason: expect.stringMatching(/no text to send/) as string,
    }))

  test('answers for what was said, not for hearing, time or sound', () => {
    const strict = {
      ...weather,
      transcript: { max_wer: 0 },
      response_time: { max_ms: 1 },
      audio: { required: true },
    }
    expect(validate([turn(voiceTurn(), strict)], {}, [turn(textTurn(), strict)])).toMatchObject({
      verdict: 'failed',
      blame: 'latency',
      twin: { verdict: 'passed' },
    })
  })

  test('is invalid when fewer turns were held than planned', () => {
    const voice: ValidationTurn[] = [turn(voiceTurn()), turn(voiceTurn({ index: 1 }))]
    const result = validateExecution({
      executionId: 'e',
      turns: voice,
      plannedTurns: 2,
      policy,
      twin: [right],
    })
    expect(result).toMatchObject({ verdict: 'passed', twin: { verdict: 'invalid' } })
  })

  test('is absent where none was held', () => expect(validate([turn(voiceTurn())]).twin).toBeNull())
})
