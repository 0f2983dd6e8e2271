import { describe, expect, test } from 'vitest'

import { textTurn, voiceTurn } from '#lib/engines/validation/testing/evidence.ts'
import { judge } from '#lib/engines/validation/testing/judgements.ts'
import { turn, validate } from '#lib/engines/validation/testing/validate.ts'

const incomplete = 'the reply is not whole: it reached its limit of tokens (reason "length")'

describe('a whole reply is not spoken of', () => {
  test.each([textTurn(), voiceTurn()])('%#', (whole) =>
    expect(judge('whole_reply', whole, {})).toBeNull(),
  )
})

test('one that is not whole is proven neither right nor wrong, whatever is expected', () => {
  expect(judge('whole_reply', textTurn({ incomplete }), {})).toMatchObject({
    ...{ proof: 'unproven', pass: false },
    evidence: 'The reply is not whole: it reached its limit of tokens (reason "length").',
  })
})

describe('its execution goes to a person', () => {
  test.each([
    ['although all that is expected holds', {}],
    ['although the intent is another', { intent: 'TimerCommand' }],
    ['although an entity is missing', { entities: {} }],
    ['although a word is missing', { reply_written: 'It', reply_spoken: 'It' }],
  ])('%s', (_, over) => {
    const evidence = textTurn({ incomplete, ...over })
    const expectation = {
      intent: 'WeatherQuery',
      entities: { city: 'Toronto' },
      response: { contains: ['Toronto'] },
    }
    expect(validate([turn(evidence, expectation)])).toMatchObject({
      ...{ verdict: 'failed', proven: false, status: 'manual_review' },
      ...{ blame: 'content', blameReason: 'Content: the reply is not whole.' },
    })
  })

  test('unless what is wrong has nothing to do with its rest', () => {
    const timings = { ...textTurn().timings, response_ms: 9_000 }
    const late = textTurn({ incomplete, timings })
    const limit = { response_time: { max_ms: 1_000 } }
    expect(validate([turn(late, limit)])).toMatchObject({ verdict: 'failed', proven: true })
  })
})
