import { describe, expect, test } from 'vitest'

import {
  openaiLiveTarget,
  openaiProtocol,
  openaiTarget,
  openaiToken,
} from '#lib/engines/connectors/testing/fake-websocket-openai.ts'
import { startFakeWebsocket } from '#lib/engines/connectors/testing/fake-websocket.ts'
import { takeTurn, of } from '#lib/engines/connectors/testing/take-turn.ts'
import {
  abilitiesOf,
  mocks,
  openWebsocket,
  textOf,
  voiceOf,
  weather,
} from '#lib/engines/connectors/testing/open-websocket.ts'
import { createFakeMind } from '#lib/engines/connectors/testing/fake-mind.ts'
import { fromFirstTest } from '#lib/engines/connectors/testing/from-first-test.ts'

const mind = fromFirstTest(createFakeMind)

describe('openai_realtime', () => {
  const peer = fromFirstTest(() => startFakeWebsocket(() => openaiProtocol(mind)))

  test.each<[string, object, string, string]>([
    ['another key', {}, 'sk-other', 'authentication'],
    ['an unknown model', { variables: { model: 'x' } }, openaiToken, 'client_error'],
    ['a turn before the session is set up', { opening: [] }, openaiToken, 'voice_ai_error'],
    [
      'too little audio',
      { text_messages: [{ type: 'input_audio_buffer.commit' }] },
      openaiToken,
      'voice_ai_error',
    ],
  ])('refuses %s', async (_, config, token, fault) => {
    const session = openWebsocket({ ...openaiTarget(peer.ws), ...config }, token)
    expect((await takeTurn(session, textOf(weather))).at(-1)).toMatchObject({
      type: 'error',
      fault,
    })
    await session.close()
  })

  test('waits for the transcript that comes after the reply', async () => {
    const session = openWebsocket(openaiTarget(peer.ws), openaiToken)
    const events = await takeTurn(session, await voiceOf(mind, weather))
    expect(of(events, 'transcript')[0]?.text.toLowerCase()).toBe(weather)
    expect(of(events, 'partial').at(-1)?.text.toLowerCase()).toBe(weather)
    const samples = of(events, 'audio').reduce((sum, { pcm }) => sum + pcm.length, 0)
    expect(samples).toBe(4_800)
    expect(of(events, 'audio')[0]?.sampleRate).toBe(24_000)
    await session.close()
  })

  test('carries the conversation on after the connection was lost between two turns', async () => {
    const session = openWebsocket(openaiTarget(peer.ws), openaiToken)
    await takeTurn(session, textOf(weather))
    peer.drop()
    const events = await takeTurn(session, textOf('and tomorrow'))
    expect(of(events, 'reply')[0]?.written).toContain('Toronto tomorrow')
    await session.close()
  })

  test('says what it can', () =>
    expect(abilitiesOf(openaiTarget(peer.ws))).toMatchObject({
      ...{ text: true, partials: true, serverVad: false, agentSpeaksFirst: false },
      voiceIn: [{ encoding: 'pcm_s16le', sampleRate: 24_000, container: 'raw' }],
    }))
})

const order = { id: 'call_1', name: 'get_order', args: { order: 'A7' } }
const shipped = { get_order: { result: { status: 'shipped' } } }

describe('openai_realtime, what a response may be', () => {
  const peer = fromFirstTest(() => startFakeWebsocket(() => openaiProtocol(mind)))
  const open = (more: object = {}, options = {}) =>
    openWebsocket({ ...openaiTarget(peer.ws), recover_s: 0.3, ...more }, openaiToken, options)
  /** One turn with this answer, and all of its events. */
  async function ask(plot: (typeof peer.plots)[number], more: object = {}, options = {}) {
    const session = open(more, options)
    peer.plots = [plot]
    const events = await takeTurn(session, textOf('where is my order'))
    await session.close()
    return events
  }

  test('a function that we run: the answer after it is the answer, the filler is kept apart', async () => {
    const { asked, answerTool } = mocks(shipped)
    const session = open({ tools: [{ type: 'function', name: 'get_order' }] }, { answerTool })
    peer.plots = [
      [
        { say: 'Let me check.' },
        { tool: { ...order, side: 'client' } },
        { say: (output) => `It says ${output}.` },
        { end: true },
      ],
    ]
    const events = await takeTurn(session, textOf('where is my order'))
    expect(asked).toMatchObject([{ name: 'get_order', arguments: { order: 'A7' } }])
    const reply = of(events, 'reply')[0]
    expect(reply).toMatchObject({
      written: 'It says {"status":"shipped"}.',
      fillers: [{ text: 'Let me check.' }],
      toolCalls: [
        {
          ...{ id: 'call_1', name: 'get_order', arguments: { order: 'A7' } },
          ...{ status: 'succeeded', result: { status: 'shipped' }, executedBy: 'earshot' },
        },
      ],
    })
    expect(reply?.answerAt).toBeGreaterThan(reply?.at ?? Number.NaN)
    const [call] = reply?.toolCalls ?? []
    expect(call?.endedMs).toBeGreaterThanOrEqual(call?.requestedMs ?? Number.NaN)
    const second = await takeTurn(session, textOf(weather))
    expect(of(second, 'reply')[0]?.written).toContain('Toronto today')
    expect(of(second, 'unsolicited')).toEqual([])
    expect(of(second, 'reply')[0]?.toolCalls).toBeUndefined()
    await session.close()
  })

  test('a response that is nothing but a call is no end of the turn, and a failing mock is told as such', async () => {
    const { answerTool } = mocks({ get_order: { error: 'no such order' } })
    const plot = [
      { tool: { ...order, side: 'client' as const } },
      { say: (output: string) => `I could not: ${output}` },
      { end: true as const },
    ]
    const events = await ask(plot, {}, { answerTool })
    expect(of(events, 'reply')).toMatchObject([
      {
        written: 'I could not: {"error":"no such order"}',
        toolCalls: [{ status: 'failed', error: 'no such order' }],
      },
    ])
  })

  test('a function that nothing answers ends the turn as our own fault, by its name', async () => {
    const plot = [{ say: 'Let me check.' }, { tool: { ...order, side: 'client' as const } }]
    const events = await ask(plot, {}, mocks({ other: { result: 1 } }))
    expect(events.at(-1)).toMatchObject({
      ...{ type: 'error', fault: 'configuration', retryable: false, maybeExecuted: true },
      message: expect.stringMatching(
        /"get_order" with \{"order":"A7"\}.*nothing answers it/,
      ) as string,
    })
    expect(of(events, 'tool_call').at(-1)?.call).toMatchObject({ status: 'unanswered' })
    expect(of(events, 'attempt')).toHaveLength(1)
  })

  test('a tool of a remote server is evidence, and holds the turn open', async () => {
    const tool = { ...order, side: 'server' as const, takesMs: 400, result: '{"status":"shipped"}' }
    const events = await ask([
      { say: 'One moment.' },
      { tool },
      { say: 'It has shipped.' },
      { end: true },
    ])
    expect(of(events, 'reply')).toMatchObject([
      {
        written: 'It has shipped.',
        fillers: [{ text: 'One moment.' }],
        toolCalls: [{ status: 'succeeded', arguments: { order: 'A7' }, executedBy: 'voice_ai' }],
      },
    ])
  })

  test('a tool of a remote server that fails is told as failed', async () => {
    const tool = { ...order, side: 'server' as const, result: 'out of order', fails: true as const }
    const events = await ask([{ tool }, { say: 'Sorry.' }, { end: true }])
    const calls = of(events, 'reply')[0]?.toolCalls
    expect(calls).toMatchObject([{ status: 'failed' }])
    expect(calls?.[0]?.error).toContain('out of order')
  })

  test('two responses in a turn are one reply', async () => {
    const again = { raw: { type: 'response.created' } }
    const events = await ask([
      ...[{ say: 'First.' }, { end: true as const }, again],
      ...[{ say: 'Then this.' }, { end: true as const }],
    ])
    expect(of(events, 'reply')).toMatchObject([{ written: 'First. Then this.' }])
  })

  const trouble = (code: string | null) => ({
    raw: { type: 'error', error: { type: 'invalid_request_error', code, message: 'odd request' } },
  })

  test('an error that an answer follows is told, and no failure', async () => {
    const events = await ask([
      trouble('response_cancel_not_active'),
      { say: 'Yes.' },
      { end: true },
    ])
    expect(of(events, 'notice')).toMatchObject([{ about: 'recovered_error' }])
    expect(of(events, 'notice')[0]?.message).toContain('odd request')
    expect(of(events, 'reply')).toMatchObject([{ written: 'Yes.' }])
    expect(events.at(-1)?.type).toBe('done')
  })

  test.each([
    [null, 'voice_ai_error'],
    ['invalid_api_key', 'authentication'],
    ['rate_limit_exceeded', 'rate_limited'],
    ['session_expired', 'reset'],
  ])('an error %s without an answer ends the turn as %s', async (code, fault) => {
    const session = open()
    peer.plots = [[trouble(code)]]
    const events = await takeTurn(session, textOf('where is my order'), { maxAttempts: 1 })
    expect(events.at(-1)).toMatchObject({ type: 'error', fault })
    expect(of(events, 'error')[0]?.message).toContain('odd request')
  })

  const ends = (status: string, reason: string) => ({
    raw: { type: 'response.done', response: { status, status_details: { type: status, reason } } },
  })

  test.each(['max_output_tokens', 'content_filter'])(
    'a reply that is incomplete (%s) is told as such',
    async (reason) => {
      const transcript = { type: 'response.output_audio_transcript.done', transcript: 'hello ' }
      const events = await ask([{ raw: transcript }, ends('incomplete', reason)])
      expect(of(events, 'reply')).toMatchObject([{ written: 'hello' }])
      expect(of(events, 'incomplete')).toHaveLength(1)
      expect(of(events, 'incomplete')[0]?.why).toContain(reason)
    },
  )

  test('an incomplete response without a word ends the turn with its reason', async () => {
    const events = await ask([ends('incomplete', 'content_filter')])
    expect(events.at(-1)).toMatchObject({ type: 'error', fault: 'voice_ai_error' })
    expect(of(events, 'error')[0]?.message).toContain('content_filter')
  })

  test('a reply that was cancelled, and none after it, is incomplete', async () => {
    const events = await ask([{ say: 'It is' }, ends('cancelled', 'client_cancelled')])
    expect(of(events, 'reply')).toMatchObject([{ written: 'It is' }])
    expect(of(events, 'incomplete')[0]?.why).toContain('client_cancelled')
  })

  test('what was cancelled before the answer is no part of it', async () => {
    const again = { raw: { type: 'response.created' } }
    const cut = [{ say: 'It is' }, ends('cancelled', 'turn_detected'), again]
    const events = await ask([...cut, { say: 'It is sunny.' }, { end: true }])
    expect(of(events, 'reply')).toMatchObject([
      { written: 'It is sunny.', fillers: [{ text: 'It is' }] },
    ])
    expect(of(events, 'incomplete')).toEqual([])
  })

  test('a response that failed ends the turn with what it says', async () => {
    const error = { code: 'server_error', message: 'the model is overloaded' }
    const response = { status: 'failed', status_details: { type: 'failed', error } }
    const events = await ask([{ raw: { type: 'response.done', response } }])
    expect(events.at(-1)).toMatchObject({ type: 'error', fault: 'voice_ai_error' })
    expect(of(events, 'error')[0]?.message).toContain('overloaded')
  })

  test('a transcription that failed is told and not waited for', async () => {
    const type = 'conversation.item.input_audio_transcription.failed'
    const session = open({ transcript_wait_s: 30 })
    peer.plots = [
      [{ raw: { type, error: { message: 'inaudible' } } }, { say: 'Pardon?' }, { end: true }],
    ]
    const events = await takeTurn(session, await voiceOf(mind, weather))
    expect(of(events, 'notice')).toMatchObject([{ about: 'transcription_failed' }])
    expect(of(events, 'notice')[0]?.message).toContain('inaudible')
    expect(of(events, 'reply')).toMatchObject([{ written: 'Pardon?' }])
    await session.close()
  })

  test('at a barge-in the server is told how much was heard', async () => {
    const session = openWebsocket(openaiLiveTarget(peer.ws), openaiToken)
    const first = await takeTurn(session, await voiceOf(mind, weather), {
      ...{ pace: 1, yieldAfterMs: 500 },
    })
    const second = await takeTurn(session, await voiceOf(mind, 'and tomorrow'), { pace: 1 })
    expect(of(second, 'interrupted')).toHaveLength(1)
    const sent = session
      .exchange()
      .filter(({ label }) => label === 'conversation.item.truncate')
      .map(({ body }) => body)
    const begun = of(first, 'audio')[0]?.at ?? Number.NaN
    const heardMs = (of(second, 'interrupted')[0]?.at ?? Number.NaN) - begun
    expect(sent).toHaveLength(1)
    const { audio_end_ms: told } = sent[0] as { audio_end_ms: number }
    expect(told).toBeGreaterThan(400)
    expect(Math.abs(told - heardMs)).toBeLessThan(100)
    const answered = session.exchange().map(({ label }) => label)
    expect(answered).toContain('conversation.item.truncated')
    expect(answered).not.toContain('error')
    await session.close()
  })
})
