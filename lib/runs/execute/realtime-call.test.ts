import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

import { houndify } from '#lib/engines/connectors/houndify/index.ts'
import { openRealtime, type Realtime } from '#lib/engines/connectors/realtime/open-realtime.ts'
import { busy } from '#lib/engines/connectors/realtime/testing/busy.ts'
import { voiceTurn } from '#lib/engines/connectors/testing/take-turn.ts'
import { measureLevels } from '#lib/engines/speech/audio/levels.ts'
import type { Stimulus } from '#lib/engines/speech/types.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { executeText } from '#lib/runs/execute/testing/execute-text.ts'

const answer = JSON.stringify({
  Format: 'SoundHoundVoiceSearchResult',
  ...{ FormatVersion: '1.0', Status: 'OK', NumToReturn: 1 },
  AllResults: [{ CommandKind: 'NoResultCommand', WrittenResponse: 'Yes.', SpokenResponse: 'Yes.' }],
})
const deadly = new URL(
  '../../engines/connectors/realtime/testing/deadly-realtime-thread.ts',
  import.meta.url,
)

let server: Server
let url = ''
/** called with the first byte of a request */
let onCall = () => undefined as void
let realtime: Realtime
beforeAll(async () => {
  server = createServer((request, response) => {
    onCall()
    request.resume().on('end', () => response.end(answer))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
})
afterEach(() => realtime.close())
afterAll(() => server.closeAllConnections())

const { pcm, sampleRate } = voiceTurn(1_500, 0)
const levels = measureLevels({ pcm, sampleRate })
const stimulus: Stimulus = {
  ...{ key: 'stimulus', sha256: 'sha', clip: { pcm, sampleRate } },
  levels: { ...levels, speechEndMs: levels.speechEndMs ?? 1_500 },
  ...{ engine: 'test', voice: 'default', cached: true },
}

/** A spoken question, in `language`, over the thread. */
const call = (language: string, isLive: boolean) =>
  executeText({
    connector: houndify,
    config: { endpoint: url, ...(isLive && { pace: 1 }) },
    secrets: {
      client_id: settings().SIMULATOR_CLIENT_ID,
      client_key: settings().SIMULATOR_CLIENT_KEY,
    },
    of: { languages: { [language]: {} }, turns: [{ say: 'hello', expect: { reply: 'any' } }] },
    item: { mode: 'voice', language },
    deps: {
      speech: {
        stimulus: () => Promise.resolve(stimulus),
        load: () => Promise.reject(new Error('nothing is stored')),
      },
      realtime: {
        open: (target, options) =>
          realtime.open(
            { ...target, connector: houndify },
            { ...options, allowedHosts: ['127.0.0.1'] },
          ),
      },
    },
  })

test('a worker that stands still is not late with what is said, and its evidence says so', async () => {
  realtime = openRealtime()
  await call('en-US', false)
  onCall = () => {
    onCall = () => undefined
    busy(700)
  }
  const { record } = await call('en-US', true)
  const [turn] = record.turns
  expect(turn).toMatchObject({ fault: null, fully_sent: true, reply_written: 'Yes.' })
  expect(turn?.own_side?.frames?.count).toBeGreaterThanOrEqual(30)
  expect(turn?.own_side?.frames?.worst_ms).toBeLessThan(350)
  expect(turn?.own_side?.event_loop_ms).toBeLessThan(350)
})

test('a thread that dies under a call is no verdict about the voice AI, and the call can be made again', async () => {
  realtime = openRealtime({ program: deadly })
  expect(await call('de-DE', false)).toMatchObject({
    ...{ threadLost: true, broken: true, repeatable: true, refusal: null },
    record: {
      turns: [],
      validation: { verdict: 'invalid', blame: 'infrastructure', proven: false },
    },
  })
  const again = await call('en-US', false)
  expect(again.threadLost).toBeUndefined()
  expect(again.record.turns[0]).toMatchObject({ fault: null, reply_written: 'Yes.' })
})
