import { afterAll, beforeAll, describe, expect, test } from 'vitest'

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
import { rasaProtocol, rasaTarget } from '#lib/engines/connectors/testing/fake-websocket-rasa.ts'
import {
  vapiProtocol,
  vapiTarget,
  vapiToken,
} from '#lib/engines/connectors/testing/fake-websocket-vapi.ts'
import {
  startFakeWebsocket,
  type FakeWebsocket,
} from '#lib/engines/connectors/testing/fake-websocket.ts'
import { of, takeTurn } from '#lib/engines/connectors/testing/take-turn.ts'
import { createFakeMind, type FakeMind } from '#lib/engines/connectors/testing/fake-mind.ts'
import type { VoiceTurn } from '#lib/engines/connectors/types.ts'
import { websocket } from '#lib/engines/connectors/websocket/index.ts'
import { measureLevels } from '#lib/engines/speech/audio/levels.ts'
import { createGuard } from '#lib/platform/net/guard.ts'

const guard = createGuard({ allowedHosts: ['127.0.0.1'] })
const text = (said: string) => ({ kind: 'text', text: said, language: 'en-US' }) as const
const weather = 'what is the weather in toronto'

let mind: FakeMind
beforeAll(async () => (mind = await createFakeMind()))
afterAll(() => mind.close())

async function voice(said: string): Promise<VoiceTurn> {
  const clip = await mind.speak(said, 16_000)
  const speechEndMs = measureLevels(clip).speechEndMs ?? 0
  return { kind: 'voice', ...clip, speechEndMs, language: 'en-US' }
}

function open(config: object, token?: string) {
  return websocket.open(websocket.config.parse(config), websocket.secrets.parse({ token }), {
    ...{ userId: 'caller', language: 'en-US', guard },
  })
}
async function check(config: object, token?: string) {
  const { signal } = new AbortController()
  return websocket.check(websocket.config.parse(config), { token }, signal, { guard })
}
const can = (config: object) => websocket.capabilities(websocket.config.parse(config))

describe('openai_realtime', () => {
  let peer: FakeWebsocket
  beforeAll(async () => (peer = await startFakeWebsocket(() => openaiProtocol(mind))))
  afterAll(() => peer.close())

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
    const session = open({ ...openaiTarget(peer.ws), ...config }, token)
    expect((await takeTurn(session, text(weather))).at(-1)).toMatchObject({ type: 'error', fault })
    await session.close()
  })

  test('waits for the transcript that comes after the reply', async () => {
    const session = open(openaiTarget(peer.ws), openaiToken)
    const events = await takeTurn(session, await voice(weather))
    expect(of(events, 'transcript')[0]?.text.toLowerCase()).toBe(weather)
    expect(of(events, 'partial').at(-1)?.text.toLowerCase()).toBe(weather)
    const samples = of(events, 'audio').reduce((sum, { pcm }) => sum + pcm.length, 0)
    expect(samples).toBe(4_800)
    expect(of(events, 'audio')[0]?.sampleRate).toBe(24_000)
    await session.close()
  })

  test('carries the conversation on after the connection was lost between two turns', async () => {
    const session = open(openaiTarget(peer.ws), openaiToken)
    await takeTurn(session, text(weather))
    peer.drop()
    const events = await takeTurn(session, text('and tomorrow'))
    expect(of(events, 'reply')[0]?.written).toContain('Toronto tomorrow')
    await session.close()
  })

  test('says what it can', () =>
    expect(can(openaiTarget(peer.ws))).toMatchObject({
      ...{ text: true, partials: true, serverVad: false, agentSpeaksFirst: false },
      voiceIn: [{ encoding: 'pcm_s16le', sampleRate: 24_000, container: 'raw' }],
    }))
})

describe('elevenlabs_agents', () => {
  let peer: FakeWebsocket
  beforeAll(async () => (peer = await startFakeWebsocket(elevenlabsProtocol(mind))))
  afterAll(() => peer.close())

  test('refuses another key, an unknown agent, and a conversation that does not begin right', async () => {
    expect(await check(elevenlabsTarget(peer.url), 'other')).toMatchObject({
      fault: 'authentication',
    })
    const other = { ...elevenlabsTarget(peer.url), variables: { agent_id: 'x' } }
    expect(await check(other, elevenlabsToken)).toMatchObject({ fault: 'client_error' })
    const opening = [{ send: [{ user_audio_chunk: 'AAAA' }], wait: "@.type == 'x'" }]
    const wrong = await check({ ...elevenlabsTarget(peer.url), opening }, elevenlabsToken)
    expect(wrong.ok).toBe(false)
    expect(peer.refusals).toHaveLength(1)
  })

  test('hears the greeting out, answers pings, and speaks the format it was told', async () => {
    peer.refusals.length = 0
    const session = open(elevenlabsTarget(peer.url), elevenlabsToken)
    const events = await takeTurn(session, await voice(weather))
    expect(of(events, 'transcript')[0]?.text.toLowerCase()).toBe(weather)
    expect(of(events, 'reply')).toMatchObject([
      { written: expect.stringMatching(/^(?!Well).*Toronto today/) as string },
    ])
    expect(of(events, 'audio')[0]).toMatchObject({ sampleRate: 16_000 })
    const second = await takeTurn(session, text('and tomorrow'))
    expect(of(second, 'reply')[0]?.written).toContain('Toronto tomorrow')
    expect(peer.refusals).toEqual([])
    await session.close()
  })

  test('does not pretend that a conversation survives its connection', async () => {
    const session = open(elevenlabsTarget(peer.url), elevenlabsToken)
    await takeTurn(session, text(weather))
    peer.drop()
    const events = await takeTurn(session, text('and tomorrow'))
    expect(events.at(-1)).toMatchObject({ type: 'error', fault: 'reset', retryable: false })
    expect(() => open(elevenlabsTarget(peer.url)).restore(session.snapshot())).toThrow(/another/)
    await session.close()
  })

  test('keeps key and signed address out of the exchange', async () => {
    const session = open(elevenlabsTarget(peer.url), elevenlabsToken)
    await takeTurn(session, text(weather))
    const written = JSON.stringify(session.exchange())
    expect(written).toContain('ping')
    expect(written).not.toContain(elevenlabsToken)
    expect(written).not.toContain('conversation_signature')
    await session.close()
  })
})

describe('deepgram_agent', () => {
  let peer: FakeWebsocket
  beforeAll(async () => (peer = await startFakeWebsocket(() => deepgramProtocol(mind))))
  afterAll(() => peer.close())

  test.each<[string, object, string, string]>([
    ['another key', {}, 'other', 'authentication'],
    ['a bearer token', { auth: 'bearer' }, deepgramToken, 'authentication'],
    [
      'a turn before the settings',
      { opening: [{ wait: "@.type == 'Welcome'" }] },
      deepgramToken,
      'voice_ai_error',
    ],
  ])('refuses %s', async (_, config, token, fault) => {
    const session = open({ ...deepgramTarget(peer.ws), ...config }, token)
    expect((await takeTurn(session, text(weather))).at(-1)).toMatchObject({ type: 'error', fault })
    await session.close()
  })

  test('joins the sentences, and audio that was cut in the middle of a sample', async () => {
    const session = open(deepgramTarget(peer.ws), deepgramToken)
    const events = await takeTurn(session, await voice(weather))
    expect(of(events, 'reply')[0]?.written).toContain('Toronto today')
    expect(of(events, 'transcript')[0]?.text.toLowerCase()).toBe(weather)
    expect(of(events, 'audio').reduce((sum, { pcm }) => sum + pcm.length, 0)).toBe(4_800)
    await session.close()
  })

  test('a text turn has no transcript, although the voice AI repeats the text', async () => {
    const session = open(deepgramTarget(peer.ws), deepgramToken)
    expect(of(await takeTurn(session, text(weather)), 'transcript')).toEqual([])
    await session.close()
  })

  test('carries a conversation over in its settings', async () => {
    const before = open(deepgramTarget(peer.ws), deepgramToken)
    await takeTurn(before, text(weather))
    const after = open(deepgramTarget(peer.ws), deepgramToken)
    after.restore(before.snapshot())
    const events = await takeTurn(after, text('and tomorrow'))
    expect(of(events, 'reply')[0]?.written).toContain('Toronto tomorrow')
    await Promise.all([before.close(), after.close()])
  })
})

describe('vapi', () => {
  let peer: FakeWebsocket
  const ends: boolean[] = []
  beforeAll(
    async () => (peer = await startFakeWebsocket(vapiProtocol(mind, (end) => ends.push(end)))),
  )
  afterAll(() => peer.close())

  test('refuses another key, an unknown assistant, and an address of no call', async () => {
    expect(await check(vapiTarget(peer.url), 'other')).toMatchObject({ fault: 'authentication' })
    const other = { ...vapiTarget(peer.url), variables: { assistant_id: 'x' } }
    expect(await check(other, vapiToken)).toMatchObject({ fault: 'client_error' })
    const url = `${peer.ws}/x/transport`
    expect(await check({ ...vapiTarget(peer.url), url }, vapiToken)).toMatchObject({
      fault: 'client_error',
    })
  })

  test('holds a call: greeting, two turns, hangup', async () => {
    const session = open(vapiTarget(peer.url), vapiToken)
    const events = await takeTurn(session, await voice(weather))
    expect(of(events, 'partial').map(({ text: soFar }) => soFar.length)).toEqual([4])
    expect(of(events, 'transcript')[0]?.text.toLowerCase()).toBe(weather)
    expect(of(events, 'reply')[0]?.written).toMatch(/^(?!Hello).*Toronto today/)
    const second = await takeTurn(session, await voice('and tomorrow'))
    expect(of(second, 'reply')[0]?.written).toContain('Toronto tomorrow')
    await session.close()
    await expect.poll(() => ends.at(-1)).toBe(true)
  })

  test('is checked by opening a call, since it takes no text', async () => {
    expect(can(vapiTarget(peer.url))).toMatchObject({ text: false, agentSpeaksFirst: true })
    expect(await check(vapiTarget(peer.url), vapiToken)).toMatchObject({ ok: true })
  })
})

describe('rasa_voice', () => {
  let peer: FakeWebsocket
  const heard: string[] = []
  beforeAll(
    async () =>
      (peer = await startFakeWebsocket(() => rasaProtocol(mind, (said) => heard.push(said)))),
  )
  afterAll(() => peer.close())

  test('refuses another path', async () => {
    const url = `${peer.ws}/webhooks/other/websocket`
    expect(await check({ ...rasaTarget(peer.ws), url })).toMatchObject({ fault: 'client_error' })
  })

  test('speaks at the rate of the handshake and sends the markers back', async () => {
    const session = open(rasaTarget(peer.ws))
    const events = await takeTurn(session, await voice(weather))
    expect(of(events, 'error')).toEqual([])
    expect(heard.at(-1)?.toLowerCase()).toBe(weather)
    expect(of(events, 'audio')).toMatchObject([{ sampleRate: 24_000 }])
    expect(of(events, 'reply')).toMatchObject([{ written: '' }])
    await takeTurn(session, await voice('and tomorrow'))
    expect(heard.at(-1)?.toLowerCase()).toBe('and tomorrow')
    expect(peer.refusals).toEqual([])
    await session.close()
  })
})
