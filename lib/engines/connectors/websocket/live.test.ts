import { afterAll, beforeAll, expect, test } from 'vitest'

import {
  startFakeWebsocket,
  type FakeSocket,
  type FakeWebsocket,
} from '#lib/engines/connectors/testing/fake-websocket.ts'
import { of, takeTurn, textTurn, voiceTurn } from '#lib/engines/connectors/testing/take-turn.ts'
import { websocket } from '#lib/engines/connectors/websocket/index.ts'
import { tone } from '#lib/engines/speech/audio/test-signals.ts'
import { createGuard } from '#lib/platform/net/guard.ts'

/** What the voice AI does when it hears a text, or the beginning of speech. */
type Script = {
  opens?: (socket: FakeSocket) => void
  text?: (socket: FakeSocket, said: string) => void
  /** once a session, with the first loud audio after a text */
  speech?: (socket: FakeSocket) => void
}

let script: Script
let peer: FakeWebsocket
beforeAll(async () => {
  peer = await startFakeWebsocket(() => ({
    refuses: () => null,
    session: (socket) => {
      let quiet = true
      return {
        open: () => script.opens?.(socket),
        text: (message) => {
          quiet = true
          script.text?.(socket, JSON.stringify(message))
        },
        binary: (bytes) => {
          if (!quiet || !bytes.some((byte) => byte !== 0)) return
          quiet = false
          script.speech?.(socket)
        },
      }
    },
  }))
})
afterAll(() => peer.close())

/** 500 ms of sound at 16 kHz. */
const sound = Buffer.from(
  tone({ hz: 440, sampleRate: 16_000, durationMs: 500, level: 0.3 }).pcm.buffer,
)
const says = (socket: FakeSocket, text: string) => {
  socket.send({ type: 'words', text })
  socket.sendBinary(sound)
}

const config = {
  ...{ preset: 'custom', audio_in: 'binary', binary_audio: true, timeout_s: 2 },
  text_messages: [{ say: '{{text}}' }],
  dtmf_messages: [{ keys: '{{digits}}' }],
  rules: [
    { when: "@.type == 'words'", event: 'reply', value: '$.text' },
    { when: "@.type == 'end'", event: 'done' },
    { when: "@.type == 'heard'", event: 'transcript', value: '$.text' },
    { when: "@.type == 'stopped'", event: 'interrupted' },
  ],
}
const open = (more: object = {}) =>
  websocket.open(
    websocket.config.parse({ ...config, url: `${peer.ws}/`, ...more }),
    {},
    { userId: 'caller', language: 'en-US', guard: createGuard({ allowedHosts: ['127.0.0.1'] }) },
  )
const end = { type: 'end' }

test('a greeting is told before the answer, and is no part of it', async () => {
  script = {
    opens: (socket) => {
      says(socket, 'Welcome.')
      socket.send(end)
    },
    text: (socket) => {
      says(socket, 'Hello.')
      socket.send(end)
    },
  }
  const session = open({ greeting_s: 2 })
  const events = await takeTurn(session, textTurn)
  expect(of(events, 'unsolicited')).toMatchObject([{ written: 'Welcome.' }])
  expect(of(events, 'unsolicited_audio')).toHaveLength(1)
  expect(of(events, 'reply')).toMatchObject([{ written: 'Hello.' }])
  expect(of(events, 'audio')).toHaveLength(1)
  // The greeting came before anything was sent, the first byte of the answer after it.
  const asked = of(events, 'sent')[0]?.at ?? Number.NaN
  expect(of(events, 'unsolicited_audio')[0]?.at).toBeLessThan(asked)
  expect(of(events, 'first_byte')[0]?.at).toBeGreaterThan(asked)
  await session.close()
})

test('what is said between two turns belongs to neither', async () => {
  let socket: FakeSocket | null = null
  script = {
    text: (to, said) => {
      socket = to
      to.send({ type: 'words', text: `You said ${said}` })
      to.send(end)
    },
  }
  const session = open()
  await takeTurn(session, textTurn)
  const before = session.exchange().length
  const connection = socket as FakeSocket | null
  connection?.send({ type: 'words', text: 'Are you still there?' })
  connection?.send(end)
  await expect.poll(() => session.exchange().length).toBe(before + 2)
  const events = await takeTurn(session, textTurn)
  expect(of(events, 'unsolicited')).toMatchObject([{ written: 'Are you still there?' }])
  expect(of(events, 'reply')[0]?.written).toContain('You said')
  await session.close()
})

/** Says a reply of which only the beginning comes before the caller breaks in. */
const interrupted: Script = {
  text: (socket) => says(socket, 'A long story'),
  speech: (socket) => {
    socket.sendBinary(sound)
    socket.send({ type: 'words', text: 'that goes on' })
    socket.send({ type: 'stopped' })
    // These were on their way when it stopped.
    socket.sendBinary(sound)
    socket.send({ type: 'words', text: 'and on' })
    socket.send(end)
    socket.send({ type: 'heard', text: 'stop' })
    says(socket, 'All right.')
    socket.send(end)
  },
}

test('of an interrupted reply the rest is told up to the interruption, and void after it', async () => {
  script = interrupted
  const session = open()
  const first = await takeTurn(session, textTurn, { yieldAfterMs: 100 })
  expect(of(first, 'reply')).toMatchObject([{ written: 'A long story' }])
  const second = await takeTurn(session, voiceTurn(), { pace: 1 })
  const types = second.map(({ type }) => type)
  expect(types.indexOf('unsolicited_audio')).toBeLessThan(types.indexOf('interrupted'))
  expect(of(second, 'unsolicited_audio')).toHaveLength(1)
  expect(of(second, 'audio')).toHaveLength(1)
  expect(of(second, 'reply')).toMatchObject([{ written: 'All right.' }])
  expect(of(second, 'transcript')).toMatchObject([{ text: 'stop' }])
  expect(of(second, 'unsolicited')).toMatchObject([{ written: 'that goes on' }])
  await session.close()
})

test('a reply that has come whole before the caller breaks in is still interrupted while it is heard', async () => {
  script = {
    text: (socket) => {
      says(socket, 'Quickly sent')
      socket.send(end)
    },
    speech: (socket) => {
      socket.send({ type: 'stopped' })
      socket.send({ type: 'heard', text: 'stop' })
      says(socket, 'All right.')
      socket.send(end)
    },
  }
  const session = open()
  const first = await takeTurn(session, textTurn, { yieldAfterMs: 200 })
  const begun = of(first, 'audio')[0]?.at ?? Number.NaN
  expect((first.at(-1)?.at ?? Number.NaN) - begun).toBeGreaterThanOrEqual(200)
  const second = await takeTurn(session, voiceTurn(), { pace: 1 })
  expect(of(second, 'interrupted')).toHaveLength(1)
  expect(of(second, 'reply')).toMatchObject([{ written: 'All right.' }])
  await session.close()
})

/** The caller says "mhm" for 100 ms and listens on. */
const murmur = {
  ...{ kind: 'silence' as const, durationMs: 600, language: 'en-US' },
  murmur: {
    ...tone({ hz: 200, sampleRate: 16_000, durationMs: 100, level: 0.3 }),
    speechEndMs: 90,
  },
}

test('a murmur needs no answer: the reply goes on as the rest of the one before', async () => {
  script = {
    text: (socket) => says(socket, 'A long story'),
    speech: (socket) => {
      socket.send({ type: 'words', text: 'that goes on' })
      socket.sendBinary(sound)
    },
  }
  const session = open()
  await takeTurn(session, textTurn, { yieldAfterMs: 100 })
  const events = await takeTurn(session, murmur, { pace: 1 })
  expect(of(events, 'unsolicited')).toMatchObject([{ written: 'that goes on' }])
  expect(of(events, 'unsolicited_audio')).toHaveLength(1)
  expect(of(events, 'interrupted')).toEqual([])
  expect(of(events, 'reply')).toEqual([])
  expect(events.at(-1)?.type).toBe('done')
  // When the murmur had been said is known, although the turn goes on.
  const sent = of(events, 'sent').map(({ audioMs }) => audioMs)
  expect(sent).toEqual([0, 90, 600])
  await session.close()
})

test('a voice AI that stops for a murmur is known to have been interrupted, and may ask back', async () => {
  script = {
    text: (socket) => says(socket, 'A long story'),
    speech: (socket) => {
      socket.send({ type: 'stopped' })
      socket.send(end)
      socket.send({ type: 'heard', text: 'mhm' })
      says(socket, 'Yes?')
      socket.send(end)
    },
  }
  const session = open()
  await takeTurn(session, textTurn, { yieldAfterMs: 100 })
  const events = await takeTurn(session, murmur, { pace: 1 })
  expect(of(events, 'interrupted')).toHaveLength(1)
  expect(of(events, 'reply')).toMatchObject([{ written: 'Yes?' }])
  await session.close()
})

test('a caller who speaks into silence interrupts nobody', async () => {
  script = {
    speech: (socket) => {
      socket.send({ type: 'stopped' })
      says(socket, 'Yes?')
      socket.send(end)
    },
  }
  const events = await takeTurn(open(), voiceTurn())
  expect(of(events, 'interrupted')).toEqual([])
  expect(of(events, 'reply')).toMatchObject([{ written: 'Yes?' }])
})

test('a voice AI that speaks into the silence is heard out', async () => {
  script = {
    opens: (socket) =>
      setTimeout(() => {
        socket.send({ type: 'words', text: 'Are you' })
        setTimeout(() => {
          socket.send({ type: 'words', text: 'still there?' })
          socket.send(end)
        }, 300)
      }, 100),
  }
  const events = await takeTurn(open(), { kind: 'silence', durationMs: 250, language: 'en-US' })
  expect(of(events, 'reply')).toMatchObject([{ written: 'Are you still there?' }])
  expect(events.at(-1)?.type).toBe('done')
})

test('keys go out in their message', async () => {
  const said: string[] = []
  script = {
    text: (socket, message) => {
      said.push(message)
      says(socket, 'Table twelve.')
      socket.send(end)
    },
  }
  const events = await takeTurn(open(), { kind: 'dtmf', digits: '12#', language: 'en-US' })
  expect(said).toEqual(['{"keys":"12#"}'])
  expect(of(events, 'reply')).toMatchObject([{ written: 'Table twelve.' }])
})

test('a voice AI can be interrupted only if it says so, hears the end of a turn itself, and speaks', () => {
  const can = (more: object) =>
    websocket.capabilities(websocket.config.parse({ ...config, url: 'wss://a.example', ...more }))
      .bargeIn
  expect(can({})).toBe(true)
  expect(can({ rules: config.rules.slice(0, 3) })).toBe(false)
  expect(can({ end_of_turn: 'manual' })).toBe(false)
  expect(can({ binary_audio: false })).toBe(false)
})
