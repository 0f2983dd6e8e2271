import { expect, test } from 'vitest'

import { LexRefusal, LexSessions } from '#lib/engines/connectors/testing/fake-lex-bot.ts'
import {
  FakeLexStream,
  goodLexManners,
  type LexStreamSeen,
} from '#lib/engines/connectors/testing/fake-lex-stream.ts'
import type { FakeMind } from '#lib/engines/connectors/testing/fake-mind.ts'

const mind: FakeMind = {
  answer: (text) => ({ text, intent: 'Echo', entities: {}, memory: null }),
  follow: ([text = '']) => ({ text, intent: 'Echo', entities: {}, memory: null }),
  hear: async () => 'hello',
  speak: async () => ({ pcm: new Int16Array(10), sampleRate: 16_000 }),
  close: async () => undefined,
}

const audioType =
  'audio/lpcm; sample-rate=8000; sample-size-bits=16; channel-count=1; is-big-endian=false'
const audio = (bytes: number, contentType = audioType) => ({
  AudioInputEvent: { audioChunk: Buffer.alloc(bytes).toString('base64'), contentType },
})
const configuration = (spoken = true) => ({
  ConfigurationEvent: {
    responseContentType: spoken ? 'audio/pcm' : 'text/plain; charset=utf-8',
    disablePlayback: !spoken,
  },
})
const text = { TextInputEvent: { text: 'hello' } }
const completion = { PlaybackCompletionEvent: {} }

const refused: [string, 'AUDIO' | 'TEXT', object[]][] = [
  ['audio before the configuration', 'AUDIO', [audio(320)]],
  ['a second configuration', 'AUDIO', [configuration(), configuration()]],
  ['more than 320 bytes of audio', 'AUDIO', [configuration(), audio(322)]],
  ['half a sample', 'AUDIO', [configuration(), audio(319)]],
  ['another content type', 'AUDIO', [configuration(), audio(320, 'audio/l16; rate=16000')]],
  ['text where audio was agreed on', 'AUDIO', [configuration(), text]],
  ['audio where text was agreed on', 'TEXT', [configuration(false), audio(320)]],
  ['the end of a playing that never began', 'AUDIO', [configuration(), completion]],
  [
    'a key that no telephone has',
    'AUDIO',
    [configuration(), { DTMFInputEvent: { inputCharacter: 'E' } }],
  ],
  ['an event that does not exist', 'AUDIO', [configuration(), { ByeEvent: {} }]],
  ['an event after the end', 'TEXT', [configuration(false), { DisconnectionEvent: {} }, text]],
]

test.each(refused)('the fake of Lex refuses %s', async (_, mode, events) => {
  const seen: LexStreamSeen = {
    ...{ mode, sessionId: 'session', configuration: null, heard: [], audioEvents: 0 },
    ...{ completions: 0, interruptions: 0, disconnected: false },
  }
  const stream = new FakeLexStream(
    mind,
    new LexSessions(mind),
    goodLexManners,
    seen,
    () => undefined,
  )
  const take = async (event: object, at: number) => {
    const [[name, value] = ['', {}]] = Object.entries(event) as [string, object][]
    await stream.take(name, { ...value, eventId: `event-${at}`, clientTimestampMillis: 1 })
  }
  for (const [at, event] of events.slice(0, -1).entries()) await take(event, at)
  await expect(take(events.at(-1) ?? {}, 99)).rejects.toBeInstanceOf(LexRefusal)
})
