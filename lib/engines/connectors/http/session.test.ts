import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { http } from '#lib/engines/connectors/http/index.ts'
import {
  type FakeHttp,
  fakeHttpKey,
  fakeHttpToken,
  ownWebhook,
  startFakeHttp,
} from '#lib/engines/connectors/testing/fake-http.ts'
import { of, takeTurn, textTurn, voiceTurn } from '#lib/engines/connectors/testing/take-turn.ts'
import { createFakeMind, type FakeMind } from '#lib/engines/connectors/testing/fake-mind.ts'
import { createGuard } from '#lib/platform/net/guard.ts'

const guard = createGuard({ allowedHosts: ['127.0.0.1'] })
const secrets = { token: fakeHttpToken, hmac_key: fakeHttpKey }
const weather = { kind: 'text', text: 'what is the weather in toronto', language: 'en-US' } as const
const tomorrow = { ...weather, text: 'and tomorrow' }

let mind: FakeMind
let peer: FakeHttp
beforeAll(async () => {
  mind = await createFakeMind()
  peer = await startFakeHttp(mind)
})
afterAll(async () => {
  await peer.close()
  await mind.close()
})

function open(config: object, own: object = secrets) {
  return http.open(
    http.config.parse({ ...ownWebhook(peer.url), ...config }),
    http.secrets.parse(own),
    {
      ...{ userId: 'caller', language: 'en-US', guard },
    },
  )
}
const fault = async (config: object, own: object = secrets) =>
  (await takeTurn(open(config, own), weather)).at(-1)

describe('the peer refuses what is not valid', () => {
  test.each<[string, object, object, string]>([
    ['another token', {}, { ...secrets, token: 'no' }, 'authentication'],
    ['another signing key', {}, { ...secrets, hmac_key: 'no' }, 'authentication'],
    ['a missing token', {}, { hmac_key: fakeHttpKey }, 'configuration'],
    ['a missing signing key', {}, { token: fakeHttpToken }, 'configuration'],
    ['an unknown field', { text_body: { ...textTurn, extra: 1 } }, secrets, 'client_error'],
    ['a form instead of JSON', { text_body_type: 'form' }, secrets, 'client_error'],
  ])('%s', async (_, config, own, expected) =>
    expect(await fault(config, own)).toMatchObject({ type: 'error', fault: expected }),
  )
})

describe('an own webhook', () => {
  test.each(['json', 'sse', 'ndjson'])('answers in %s with all that the paths name', async (as) => {
    const session = open({ url: `${peer.url}/turn?as=${as}`, partial_path: '$.partial' })
    const events = await takeTurn(session, weather)
    expect(of(events, 'reply')[0]?.written).toContain('Toronto today')
    expect(of(events, 'intent')).toMatchObject([
      { kind: 'WeatherQuery', score: 0.9, data: { City: 'Toronto' } },
    ])
    expect(of(events, 'partial').map(({ text }) => text)).toEqual(as === 'json' ? [] : ['what'])
    expect(of(events, 'state')).toHaveLength(1)
    const second = await takeTurn(session, tomorrow)
    expect(of(second, 'reply')[0]?.written).toContain('Toronto tomorrow')
  })

  test('fetches reply audio from the host that was asked, with its credentials', async () => {
    const events = await takeTurn(open({ url: `${peer.url}/turn?audio=/reply.wav` }), weather)
    const [audio] = of(events, 'audio')
    expect(audio?.sampleRate).toBe(16_000)
    expect(audio?.pcm.length).toBeGreaterThan(1_000)
  })

  test.each(['http://127.0.0.1:1/x.wav', '//evil.example/x.wav', 'file:///etc/passwd'])(
    'fetches no reply audio from %s',
    async (address) => {
      const url = `${peer.url}/turn?audio=${encodeURIComponent(address)}`
      expect(await fault({ url })).toMatchObject({ fault: 'protocol' })
    },
  )
})

describe('what goes over the wire', () => {
  const lastBody = () => peer.seen.at(-1)?.body ?? Buffer.alloc(0)
  const nasty = { ...weather, text: '"}&message=x\r\n--é' }

  test('a form carries any text', async () => {
    await takeTurn(open({ text_body_type: 'form', text_body: { q: '{{text}}', n: 1 } }), nasty)
    expect([...new URLSearchParams(lastBody().toString())]).toEqual([
      ['q', nasty.text],
      ['n', '1'],
    ])
  })

  test('a multipart body carries fields and the recording, readable by another parser', async () => {
    await takeTurn(
      open({
        voice_body_type: 'multipart',
        voice_body: { 'a"b': '{{language}}' },
        audio_encoding: 'mulaw',
        audio_sample_rate: 8_000,
      }),
      voiceTurn(),
    )
    const type = String(peer.seen.at(-1)?.headers['content-type'])
    const form = await new Response(new Uint8Array(lastBody()), {
      headers: { 'Content-Type': type },
    }).formData()
    expect(form.get('a"b')).toBe('en-US')
    const file = form.get('audio')
    expect(file instanceof File && [file.size, file.name, file.type]).toEqual([
      1_600,
      'turn.raw',
      'audio/basic;rate=8000',
    ])
  })

  test('a binary body is the WAV file itself', async () => {
    await takeTurn(open({ voice_body_type: 'binary' }), voiceTurn())
    expect(lastBody().toString('latin1', 0, 4)).toBe('RIFF')
    expect(lastBody()).toHaveLength(44 + 6_400)
  })

  test('credentials stay out of the exchange, also when they are sent back', async () => {
    const session = open({
      headers: { 'X-Own': 'extra-secret' },
      url: `${peer.url}/${fakeHttpToken}`,
    })
    await takeTurn(session, weather)
    const written = JSON.stringify(session.exchange())
    for (const secret of [fakeHttpToken, fakeHttpKey, 'extra-secret'])
      expect(written).not.toContain(secret)
    expect(written).toContain('nothing at /[hidden]')
  })
})

describe('the preset', () => {
  const rasa = () => ({ preset: 'rasa_rest', url: `${peer.url}/webhooks/rest/webhook` })
  const chat = () => ({
    ...{ preset: 'llm_chat', url: `${peer.url}/v1/chat/completions` },
    variables: { model: 'test-model', system_prompt: 'Be brief.' },
  })
  const openPreset = (config: object) =>
    http.open(http.config.parse(config), http.secrets.parse(secrets), {
      ...{ userId: 'caller', language: 'en-US', guard },
    })

  test('rasa_rest is refused without its field', async () => {
    const events = await takeTurn(openPreset({ ...rasa(), text_body: { message: 'x' } }), weather)
    expect(events.at(-1)).toMatchObject({ fault: 'client_error', status: 422 })
  })

  test('rasa_rest joins the messages, and an empty list is an empty reply', async () => {
    const session = openPreset(rasa())
    const events = await takeTurn(session, weather)
    expect(of(events, 'reply')[0]?.written).toMatch(/Toronto today/)
    expect(of(await takeTurn(session, tomorrow), 'reply')[0]?.written).toContain('tomorrow')
    const nothing = await takeTurn(session, { ...weather, text: 'qwertz' })
    expect(of(nothing, 'reply')).toMatchObject([{ written: '' }])
  })

  test('llm_chat is refused with another model', async () => {
    const events = await takeTurn(openPreset({ ...chat(), variables: { model: 'x' } }), weather)
    expect(events.at(-1)).toMatchObject({ fault: 'client_error' })
  })

  test.each([true, false])('llm_chat carries the conversation, streamed: %s', async (stream) => {
    const text_body = { model: '{{var.model}}', stream, messages: '{{messages}}' }
    const session = openPreset({ ...chat(), text_body })
    await takeTurn(session, weather)
    const events = await takeTurn(session, tomorrow)
    expect(of(events, 'reply')[0]?.written).toContain('Toronto tomorrow')
    const { messages } = JSON.parse(peer.seen.at(-1)?.body.toString() ?? '') as {
      messages: { role: string }[]
    }
    expect(messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user'])
  })

  test('what a preset cannot do is in its capabilities', () => {
    const can = (config: object) => http.capabilities(http.config.parse(config))
    expect(can(rasa())).toMatchObject({ text: true, voiceIn: [], state: 'server-session' })
    expect(can(chat())).toMatchObject({ text: true, voiceIn: [], state: 'client-carried' })
    expect(can(ownWebhook(peer.url))).toMatchObject({
      voiceIn: [{ encoding: 'pcm_s16le', sampleRate: 16_000, container: 'wav' }],
      state: 'client-carried',
    })
  })
})

test('settings without an address, or with a path that is none, are refused', () => {
  expect(http.config.safeParse({ preset: 'custom' }).success).toBe(false)
  expect(http.config.safeParse({ reply_path: '$.[' }).success).toBe(false)
  expect(http.config.safeParse({ headers: { Host: 'x' } }).success).toBe(false)
})
