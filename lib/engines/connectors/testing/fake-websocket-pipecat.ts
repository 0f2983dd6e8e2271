import { z } from 'zod'

import {
  type FakeProtocol,
  FakeRefusal,
  type FakeSession,
  type FakeSocket,
  replyTone,
  strictly,
  wordsOf,
} from '#lib/engines/connectors/testing/fake-websocket.ts'
import {
  pause,
  type PlotActor,
  type ToolBeat,
} from '#lib/engines/connectors/testing/fake-websocket-plot.ts'
import { FakeTalk } from '#lib/engines/connectors/testing/fake-websocket-talk.ts'
import type { FakeMind } from '#lib/engines/connectors/testing/fake-mind.ts'
import {
  decodeFrame,
  encodeAudio,
  encodeMessage,
} from '#lib/engines/connectors/websocket/pipecat-frames.ts'

const label = z.literal('rtvi-ai')
const id = z.string().min(1)

const Ready = z.strictObject({
  ...{ label, id },
  type: z.literal('client-ready'),
  data: z.strictObject({
    version: z.string().regex(/^\d+\.\d+\.\d+$/),
    about: z.looseObject({ library: z.string().min(1) }),
  }),
})

const ClientMessage = z.discriminatedUnion('type', [
  z.strictObject({
    ...{ label, id },
    type: z.literal('send-text'),
    data: z.strictObject({
      content: z.string().min(1),
      options: z
        .strictObject({ run_immediately: z.boolean(), audio_response: z.boolean() })
        .optional(),
    }),
  }),
  z.strictObject({
    ...{ label, id },
    type: z.literal('llm-function-call-result'),
    data: z.strictObject({
      function_name: z.string(),
      tool_call_id: z.string(),
      arguments: z.looseObject({}),
      result: z.union([z.looseObject({}), z.string()]),
    }),
  }),
])

class PipecatSession implements FakeSession, PlotActor {
  readonly #socket: FakeSocket
  readonly #talk: FakeTalk
  readonly #greets: boolean
  #ready = false

  constructor(socket: FakeSocket, mind: FakeMind, greets: boolean) {
    this.#socket = socket
    this.#talk = new FakeTalk(socket, mind)
    this.#greets = greets
  }

  text(): void {
    throw new FakeRefusal('the serializer takes no text messages')
  }

  async binary(bytes: Buffer): Promise<void> {
    const frame = decodeFrame(bytes)
    if (frame === null) throw new FakeRefusal('an empty frame')
    if ('audio' in frame) return this.#hear(frame.audio, frame.sampleRate)
    const message: unknown = JSON.parse(frame.message)
    if (!this.#ready) this.#begin(strictly(Ready, message))
    else await this.#take(strictly(ClientMessage, message))
  }

  #begin({ id: ready }: z.output<typeof Ready>): void {
    this.#ready = true
    this.raw({ type: 'bot-ready', id: ready, data: { version: '1.4.0' } })
    if (this.#greets) this.say('Hello, how can I help?')
  }

  async #hear(pcm: Buffer, sampleRate: number): Promise<void> {
    if (sampleRate !== 16_000) throw new FakeRefusal(`audio of ${sampleRate} Hz`)
    const text = await this.#talk.hear(pcm)
    if (text === null) return
    const data = { text, user_id: '', timestamp: '2026-01-01T00:00:00Z' }
    this.raw({ type: 'user-stopped-speaking' })
    this.raw({ type: 'user-transcription', data: { ...data, final: true } })
    await this.#answer(text)
  }

  async #take(message: z.output<typeof ClientMessage>): Promise<void> {
    if (message.type === 'send-text') return this.#answer(message.data.content)
    const { tool_call_id, result } = message.data
    this.#talk.results.take(tool_call_id, JSON.stringify(result))
  }

  async #answer(text: string): Promise<void> {
    const said = await this.#talk.answer(text, this)
    if (said !== null) this.say(said)
  }

  say(text: string): void {
    this.raw({ type: 'bot-llm-started' })
    for (const piece of wordsOf(text)) this.raw({ type: 'bot-llm-text', data: { text: piece } })
    this.raw({ type: 'bot-llm-stopped' })
    this.raw({ type: 'bot-tts-started' })
    this.raw({ type: 'bot-started-speaking' })
    for (const word of text.split(' ')) this.raw({ type: 'bot-tts-text', data: { text: word } })
    this.#socket.sendBinary(encodeAudio(replyTone(24_000), 24_000))
    this.raw({ type: 'bot-tts-stopped' })
    this.raw({ type: 'bot-stopped-speaking' })
  }

  end(): void {
    // It has no mark beside that of each utterance.
  }

  async tool({ id: call, name, args, side, takesMs = 0, result = '' }: ToolBeat): Promise<string> {
    const data = { function_name: name, tool_call_id: call }
    if (side === 'client') {
      const answer = this.#talk.results.of(call)
      this.raw({ type: 'llm-function-call', data: { ...data, args } })
      return answer
    }
    this.raw({ type: 'llm-function-call-started', data: { function_name: name } })
    this.raw({ type: 'llm-function-call-in-progress', data: { ...data, arguments: args } })
    await pause(takesMs)
    const ended = { ...data, cancelled: false, result: JSON.parse(result) as unknown }
    this.raw({ type: 'llm-function-call-stopped', data: ended })
    return result
  }

  raw(message: object): void {
    this.#socket.sendBinary(encodeMessage(JSON.stringify({ label: 'rtvi-ai', ...message })))
  }

  close(code: number): void {
    this.#socket.close(code, '')
  }
}

/** A bot of Pipecat behind its WebSocket server: protobuf frames, RTVI messages. */
export const pipecatProtocol = (mind: FakeMind, greets = true): FakeProtocol => ({
  refuses: () => null,
  session: (socket) => new PipecatSession(socket, mind, greets),
})

/** Settings of a target that is this peer. */
export const pipecatTarget = (ws: string) => ({ preset: 'pipecat_rtvi', url: `${ws}/` })
