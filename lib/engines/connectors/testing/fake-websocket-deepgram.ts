import { z } from 'zod'

import {
  FakeListener,
  type FakeProtocol,
  FakeRefusal,
  type FakeSession,
  type FakeSocket,
  replyTone,
  samples,
  strictly,
} from '#lib/engines/connectors/testing/fake-websocket.ts'
import type { FakeAnswer, FakeMind } from '#lib/engines/connectors/testing/fake-mind.ts'

export const deepgramToken = 'peer-deepgram-key'

const provider = (type: string) =>
  z.strictObject({ provider: z.strictObject({ type: z.literal(type), model: z.string().min(1) }) })
const History = z.strictObject({
  type: z.literal('History'),
  role: z.enum(['user', 'assistant']),
  content: z.string().min(1),
})

/** developers.deepgram.com/docs/voice-agent-settings. */
const Settings = z.strictObject({
  type: z.literal('Settings'),
  audio: z.strictObject({
    input: z.strictObject({ encoding: z.literal('linear16'), sample_rate: z.literal(16_000) }),
    output: z.strictObject({
      encoding: z.literal('linear16'),
      sample_rate: z.literal(24_000),
      container: z.literal('none'),
    }),
  }),
  agent: z.strictObject({
    language: z.string().length(2),
    listen: provider('deepgram'),
    think: provider('open_ai').extend({ prompt: z.string().optional() }),
    speak: provider('deepgram'),
    context: z.strictObject({ messages: z.array(History).optional() }),
  }),
})
const Inject = z.strictObject({ type: z.literal('InjectUserMessage'), content: z.string().min(1) })

class DeepgramSession implements FakeSession {
  readonly #socket: FakeSocket
  readonly #mind: FakeMind
  readonly #listener = new FakeListener(16_000, 500)
  #memory: FakeAnswer['memory'] = null
  #applied = false

  constructor(socket: FakeSocket, mind: FakeMind) {
    this.#socket = socket
    this.#mind = mind
  }

  open(): void {
    this.#socket.send({ type: 'Welcome', request_id: '1' })
  }

  async text(message: unknown): Promise<void> {
    try {
      if (this.#applied) await this.#answer(strictly(Inject, message).content)
      else this.#apply(strictly(Settings, message))
    } catch (error) {
      if (!(error instanceof FakeRefusal)) throw error
      const code = 'UNPARSABLE_CLIENT_MESSAGE'
      this.#socket.send({ type: 'Error', description: error.message, code })
    }
  }

  async binary(bytes: Buffer): Promise<void> {
    if (!this.#applied) throw new FakeRefusal('audio before Settings')
    const clip = this.#listener.hear(samples(bytes))
    if (clip) await this.#answer(await this.#mind.hear(clip))
  }

  #apply({ agent }: z.output<typeof Settings>): void {
    for (const { role, content } of agent.context.messages ?? [])
      if (role === 'user') this.#memory = this.#mind.answer(content, this.#memory).memory
    this.#applied = true
    this.#socket.send({ type: 'SettingsApplied' })
  }

  async #answer(content: string): Promise<void> {
    if (!(await this.#socket.answering())) return
    const answer = this.#mind.answer(content, this.#memory)
    this.#memory = answer.memory
    this.#socket.send({ type: 'UserStartedSpeaking' })
    this.#socket.send({ type: 'ConversationText', role: 'user', content })
    this.#socket.send({ type: 'AgentThinking', content: '' })
    const audio = replyTone(24_000)
    for (const sentence of answer.text.match(/[^.]+\.?/g) ?? [])
      this.#socket.send({ type: 'ConversationText', role: 'assistant', content: sentence.trim() })
    // Cut in the middle of a sample, as a stream may be.
    this.#socket.sendBinary(audio.subarray(0, 3_333))
    this.#socket.sendBinary(audio.subarray(3_333))
    this.#socket.send({ type: 'AgentAudioDone' })
  }
}

/** Deepgram's Voice Agent: Welcome, Settings, SettingsApplied, then audio in both directions. */
export const deepgramProtocol = (mind: FakeMind): FakeProtocol => ({
  refuses: (request, url) => {
    if (url.pathname !== '/v1/agent/converse') return 404
    return request.headers.authorization === `Token ${deepgramToken}` ? null : 401
  },
  session: (socket) => new DeepgramSession(socket, mind),
})

/** Settings of a target that is this peer. */
export const deepgramTarget = (ws: string) => ({
  preset: 'deepgram_agent',
  url: `${ws}/v1/agent/converse`,
})
