import { readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'

import { afterEach, expect, test } from 'vitest'

import { twilioMediaStreams } from '#lib/engines/connectors/twilio-media-streams/index.ts'
import { of, takeTurn } from '#lib/engines/connectors/testing/take-turn.ts'
import { tone } from '#lib/engines/speech/audio/test-signals.ts'
import { createGuard } from '#lib/platform/net/guard.ts'
import { AudioSocketReader, audioSocketMessage } from '#examples/sip-bridge/audio-socket.ts'
import { startBridge } from '#examples/sip-bridge/bridge.ts'

const frame = (pcm: Int16Array, at: number) => {
  const samples = Int16Array.from({ length: 160 }, (_, n) => pcm[at * 160 + n] ?? 0)
  return Buffer.from(samples.buffer)
}

/** A telephone line as Asterisk carries it: never without audio, of silence too; it answers loud speech with a tone. */
class Telephone {
  readonly pressed: string[] = []
  readonly #socket: Socket
  readonly #timer: NodeJS.Timeout
  #reply: Int16Array = new Int16Array(0)
  #at = 0
  #loud = 0
  hungUp = false

  constructor(port: number, uuid: string) {
    this.#socket = connect(port, '127.0.0.1')
    const reader = new AudioSocketReader()
    this.#socket.write(audioSocketMessage('uuid', Buffer.from(uuid.replaceAll('-', ''), 'hex')))
    this.#socket.on('data', (bytes: Buffer) => {
      for (const { kind, payload } of reader.read(bytes)) {
        if (kind === 'hangup') this.hungUp = true
        if (kind === 'audio') this.#hear(payload)
      }
    })
    this.#socket.on('error', () => undefined)
    this.#timer = setInterval(() => {
      this.#socket.write(audioSocketMessage('audio', frame(this.#reply, this.#at)))
      this.#at += 1
    }, 20)
  }

  close(): void {
    clearInterval(this.#timer)
    this.#socket.destroy()
  }

  #hear(samples: Buffer): void {
    const isLoud = Array.from({ length: 160 }, (_, at) => samples.readInt16LE(at * 2)).some(
      (sample) => Math.abs(sample) > 1_000,
    )
    if (isLoud) this.#loud += 1
    if (isLoud || this.#loud < 5) return
    this.#loud = 0
    this.#reply = tone({ hz: 440, sampleRate: 8_000, durationMs: 600, level: 0.3 }).pcm
    this.#at = 0
  }
}

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** The settings that docs/sip.md shows. */
function documented(): Record<string, unknown> {
  const page = readFileSync('docs/sip.md', 'utf8')
  const [, json = ''] = /```json\n(\{[^`]*end_of_reply_silence_ms[^`]*\})\n```/.exec(page) ?? []
  return JSON.parse(json) as Record<string, unknown>
}

test('a telephone call by the bridge: spoken to, heard to the end of the reply, keys, and hung up', async () => {
  const telephones: Telephone[] = []
  const bridge = await startBridge({
    ...{ webSocketPort: 0, audioSocketPort: 0, host: '127.0.0.1' },
    async dial(uuid) {
      const telephone = new Telephone(bridge.audioSocketPort, uuid)
      telephones.push(telephone)
      closing.push(() => telephone.close())
      return {
        press: async (digit) => void telephone.pressed.push(digit),
        hangUp: async () => undefined,
      }
    },
  })
  closing.push(() => bridge.close())
  const session = twilioMediaStreams.open(
    twilioMediaStreams.config.parse({
      ...documented(),
      ...{ url: `ws://127.0.0.1:${bridge.webSocketPort}/`, timeout_s: 1.5 },
    }),
    {},
    { userId: 'caller', language: 'en-US', guard: createGuard({ allowedHosts: ['127.0.0.1'] }) },
  )
  const { pcm } = tone({ hz: 300, sampleRate: 16_000, durationMs: 400, level: 0.3 })
  const spoken = { kind: 'voice', pcm, sampleRate: 16_000, speechEndMs: 400 } as const
  const events = await takeTurn(session, { ...spoken, language: 'en-US' }, { pace: 1 })
  expect(of(events, 'error')).toEqual([])
  const heardMs = of(events, 'audio').reduce((ms, { pcm: heard }) => ms + heard.length / 8, 0)
  // The reply, and the pause that still belongs to it; the silence of the line is not heard.
  expect(heardMs).toBeGreaterThanOrEqual(600)
  expect(heardMs).toBeLessThan(1_400)
  // Keys are not answered by this telephone.
  await takeTurn(session, { kind: 'dtmf', digits: '12', language: 'en-US' }, { maxAttempts: 1 })
  expect(telephones[0]?.pressed).toEqual(['1', '2'])
  await session.close()
  await expect.poll(() => telephones[0]?.hungUp).toBe(true)
})
