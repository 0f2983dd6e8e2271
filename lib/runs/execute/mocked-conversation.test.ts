import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { getConnector } from '#lib/engines/connectors/registry.ts'
import type { FakeMind } from '#lib/engines/connectors/testing/fake-mind.ts'
import {
  deepgramProtocol,
  deepgramTarget,
  deepgramToken,
} from '#lib/engines/connectors/testing/fake-websocket-deepgram.ts'
import {
  elevenlabsProtocol,
  elevenlabsTarget,
  elevenlabsToken,
} from '#lib/engines/connectors/testing/fake-websocket-elevenlabs.ts'
import {
  openaiProtocol,
  openaiTarget,
  openaiToken,
} from '#lib/engines/connectors/testing/fake-websocket-openai.ts'
import type { Beat } from '#lib/engines/connectors/testing/fake-websocket-plot.ts'
import {
  startFakeWebsocket,
  type FakeWebsocket,
} from '#lib/engines/connectors/testing/fake-websocket.ts'
import type { BegunItem } from '#lib/runs/results/outcome.ts'
import { executeText } from '#lib/runs/execute/testing/execute-text.ts'

// Every answer is a plot: nothing has to be understood or spoken.
const nothing = () => {
  throw new Error('this answer has no plot')
}
const mind: FakeMind = {
  ...{ answer: nothing, follow: nothing, hear: nothing, speak: nothing },
  close: () => Promise.resolve(),
}

const vendors = {
  'OpenAI Realtime': {
    protocol: () => openaiProtocol(mind),
    target: (peer: FakeWebsocket): object => openaiTarget(peer.ws),
    token: openaiToken,
  },
  ElevenLabs: {
    protocol: elevenlabsProtocol(mind),
    target: (peer: FakeWebsocket): object => elevenlabsTarget(peer.url),
    token: elevenlabsToken,
  },
  Deepgram: {
    protocol: () => deepgramProtocol(mind),
    target: (peer: FakeWebsocket): object => deepgramTarget(peer.ws),
    token: deepgramToken,
  },
}
type Vendor = keyof typeof vendors
const peers = {} as Record<Vendor, FakeWebsocket>
beforeAll(async () => {
  for (const [name, { protocol }] of Object.entries(vendors))
    peers[name as Vendor] = await startFakeWebsocket(protocol)
})
afterAll(() => Promise.all(Object.values(peers).map((peer) => peer.close())))

const order = (args: object, id = 'call_1'): Beat => ({
  tool: { id, name: 'get_order', args, side: 'client' },
})
const ask = (expect: object = {}) => ({ say: 'where is my order', expect })
const shipped = { tool: 'get_order', arguments: { order: 'A7' }, result: { status: 'shipped' } }
const plot = (args: object = { order: 'A7' }): Beat[] => [
  order(args),
  { say: (result) => `It has this status: ${result}` },
  { end: true },
]

type More = { vendor?: Vendor; target?: object; item?: Partial<BegunItem>; signal?: AbortSignal }

function hold(
  of: object,
  plots: Beat[][],
  { vendor = 'OpenAI Realtime', target, ...more }: More = {},
) {
  const peer = peers[vendor]
  peer.plots = plots
  const { target: settings, token } = vendors[vendor]
  return executeText({
    ...{ connector: getConnector('websocket'), secrets: { token }, of },
    config: { ...settings(peer), recover_s: 0.3, ...target },
    ...more,
  })
}

const says = (text: string) => ({
  response: { contains: [text] },
  tools: [{ name: 'get_order', arguments: { order: 'A7' }, status: 'succeeded' }],
})

describe.each(Object.keys(vendors) as Vendor[])('a whole run with mocks: %s', (vendor) => {
  test('the mock answers, and the answer after it is judged', async () => {
    const of = { turns: [ask(says('shipped'))], mocks: [shipped] }
    const { record } = await hold(of, [plot()], { vendor })
    expect(record.validation).toMatchObject({ verdict: 'passed', proven: true })
    expect(record.turns).toMatchObject([
      {
        tool_calls: [
          {
            ...{ name: 'get_order', arguments: { order: 'A7' }, result: { status: 'shipped' } },
            ...{ status: 'succeeded', executed_by: 'earshot' },
          },
        ],
      },
    ])
    expect(record.turns[0]).not.toHaveProperty('unused_mocks')
  })

  test('a call that no mock fits is invalid, and no other item suffers', async () => {
    const of = { turns: [ask(says('shipped'))], mocks: [shipped] }
    const { record, refusal, repeatable } = await hold(of, [plot({ order: 'A8' })], { vendor })
    expect(record.validation).toMatchObject({
      verdict: 'invalid',
      reason:
        'The voice AI called the tool "get_order" with {"order":"A8"}, and no mock fits: for the nearest, mocks[0] of the case, the argument order is "A8", where "A7" is expected.',
    })
    expect({ refusal, repeatable }).toEqual({ refusal: null, repeatable: false })
  })
})

describe('what else may become of mocks', () => {
  test('a mock of the target answers where none of the case fits, and need not be used', async () => {
    const target = { mocks: [shipped, { tool: 'never', result: 1 }] }
    const of = { turns: [ask(says('shipped'))] }
    const { record } = await hold(of, [plot()], { target })
    expect(record.validation).toMatchObject({ verdict: 'passed', proven: true })
  })

  test('a mock of the case that nobody used is named, and nothing passes', async () => {
    const never = { tool: 'cancel_order', error: 'too late' }
    const of = { turns: [ask(says('shipped'))], mocks: [shipped, never] }
    const { record } = await hold(of, [plot()])
    expect(record.validation).toMatchObject({
      verdict: 'invalid',
      reason: expect.stringContaining('mocks[1] of the case (cancel_order)') as string,
    })
    const optional = { ...of, mocks: [shipped, { ...never, optional: true }] }
    const other = await hold(optional, [plot()])
    expect(other.record.validation).toMatchObject({ verdict: 'passed', proven: true })
  })

  test('what is proven wrong stays wrong, with the unused mock beside it', async () => {
    const of = { turns: [ask(says('shipped'))], mocks: [shipped] }
    const { record } = await hold(of, [[{ say: 'I do not know.' }, { end: true }]])
    expect(record.validation).toMatchObject({ verdict: 'failed', proven: true })
    expect(record.validation.reason).toContain('Besides, no call used mocks[0] of the case')
  })

  test('a conversation that its case ends early is not held against later mocks', async () => {
    const of = {
      ...{ turns: [ask({ response: { contains: ['banana'] } }), ask()], mocks: [shipped] },
      stop_on_failure: true,
    }
    const { record } = await hold(of, [[{ say: 'No.' }, { end: true }]])
    expect(record.turns).toHaveLength(1)
    expect(record.validation.verdict).toBe('failed')
    expect(record.validation.reason).not.toContain('mocks')
  })

  test('mocks are counted over the turns of a conversation, and anew in the next one', async () => {
    const of = {
      turns: [ask(), ask()],
      mocks: [
        { ...shipped, times: 1, result: 'first' },
        { ...shipped, times: 1, result: 'second' },
      ],
    }
    const plots = () => [plot(), [order({ order: 'A7' }, 'call_2'), ...plot().slice(1)]]
    for (const attempt of [1, 2]) {
      const { record } = await hold(of, plots(), { item: { attempt } })
      expect(record.turns.map(({ reply_written: written }) => written)).toEqual([
        'It has this status: first',
        'It has this status: second',
      ])
    }
  })

  test('an error of a mock is a call that failed', async () => {
    const of = {
      turns: [ask({ tools: [{ name: 'get_order', status: 'failed' }] })],
      mocks: [{ tool: 'get_order', error: 'no such order' }],
    }
    const { record } = await hold(of, [plot()])
    expect(record.validation).toMatchObject({ verdict: 'passed' })
    expect(record.turns[0]?.tool_calls).toMatchObject([{ error: 'no such order' }])
  })

  test('the end of a run does not wait for the delay of a mock', async () => {
    const abort = new AbortController()
    const of = { turns: [ask()], mocks: [{ ...shipped, delay_ms: 30_000 }] }
    const held = hold(of, [plot()], {
      signal: AbortSignal.any([abort.signal, AbortSignal.timeout(300)]),
    })
    const { record } = await held
    expect(record.validation.verdict).toBe('invalid')
    expect(record.turns[0]?.fault?.fault).toBe('cancelled')
  })

  test('over a connection that runs no tools the call is not held, and says why', async () => {
    const of = { turns: [ask()], mocks: [shipped] }
    const target = { preset: 'rasa_voice', url: 'ws://127.0.0.1:9' }
    const { record, refusal } = await hold(of, [], { target })
    expect(record.attempts).toEqual([])
    expect(record.validation).toMatchObject({
      verdict: 'invalid',
      reason: expect.stringMatching(/^The case has a mock, but with the settings/) as string,
    })
    expect(record.turns).toHaveLength(1)
    expect(refusal).toBeNull()
  })
})
