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
import {
  pause,
  play,
  type PlotActor,
  type ToolBeat,
} from '#lib/engines/connectors/testing/fake-websocket-plot.ts'
import { AwaitedResults } from '#lib/engines/connectors/testing/fake-websocket-results.ts'
import type { FakeAnswer, FakeMind } from '#lib/engines/connectors/testing/fake-mind.ts'

export const deepgramToken = 'peer-deepgram-key'

const model = z.string().min(1)
const provider = (type: string) =>
  z.strictObject({ provider: z.strictObject({ type: z.literal(type), model }) })
const listening = z.strictObject({
  provider: z.strictObject({ type: z.literal('deepgram'), model, language: z.string().min(2) }),
})
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
    listen: listening,
    think: provider('open_ai').extend({
      prompt: z.string().optional(),
      functions: z.array(z.looseObject({ name: z.string().min(1) })).optional(),
    }),
    speak: provider('deepgram'),
    context: z.strictObject({ messages: z.array(History).optional() }),
  }),
})
const ClientMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('InjectUserMessage'), content: z.string().min(1) }),
  z.strictObject({ type: z.literal('KeepAlive') }),
  z.strictObject({
    type: z.literal('FunctionCallResponse'),
    id: z.string().min(1),
    name: z.string().min(1),
    content: z.string(),
  }),
])

class DeepgramSession implements FakeSession, PlotActor {
  readonly #socket: FakeSocket
  readonly #mind: FakeMind
  readonly #listener = new FakeListener(16_000, 500)
  readonly #patienceMs: number
  readonly #results = new AwaitedResults()
  #memory: FakeAnswer['memory'] = null
  #applied = false
  #speaking = false
  #idle: NodeJS.Timeout | undefined

  constructor(socket: FakeSocket, mind: FakeMind, patienceMs: number) {
    this.#socket = socket
    this.#mind = mind
    this.#patienceMs = patienceMs
  }

  open(): void {
    this.#socket.send({ type: 'Welcome', request_id: '1' })
  }

  async text(message: unknown): Promise<void> {
    this.#wait()
    try {
      if (this.#applied) await this.#take(strictly(ClientMessage, message))
      else this.#apply(strictly(Settings, message))
    } catch (error) {
      if (!(error instanceof FakeRefusal)) throw error
      const code = 'UNPARSABLE_CLIENT_MESSAGE'
      this.#socket.send({ type: 'Error', description: error.message, code })
    }
  }

  async #take(message: z.output<typeof ClientMessage>): Promise<void> {
    if (message.type === 'FunctionCallResponse')
      return this.#results.take(message.id, message.content)
    if (message.type === 'KeepAlive') return
    if (!this.#speaking) return this.#answer(message.content)
    const said = 'Cannot inject message while agent is currently speaking'
    this.#socket.send({ type: 'InjectionRefused', message: said })
  }

  /** Whoever sends neither audio nor a sign of life is hung up on. */
  #wait(): void {
    clearTimeout(this.#idle)
    this.#idle = setTimeout(() => {
      const description = 'No audio or KeepAlive was received in time'
      this.#socket.send({ type: 'Error', description, code: 'CLIENT_MESSAGE_TIMEOUT' })
      this.#socket.close(1011, 'CLIENT_MESSAGE_TIMEOUT')
    }, this.#patienceMs)
  }

  closed(): void {
    clearTimeout(this.#idle)
  }

  async binary(bytes: Buffer): Promise<void> {
    this.#wait()
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

  say(content: string): void {
    this.#socket.send({ type: 'ConversationText', role: 'assistant', content })
    this.#socket.sendBinary(replyTone(24_000))
  }

  end(): void {
    this.#socket.send({ type: 'AgentAudioDone' })
  }

  raw(message: object): void {
    this.#socket.send(message)
  }

  close(code: number): void {
    this.#socket.close(code, '')
  }

  async tool({ id, name, args, side, takesMs = 0, result = '' }: ToolBeat): Promise<string> {
    const client_side = side === 'client'
    const awaited = client_side ? this.#results.of(id) : pause(takesMs).then(() => result)
    const call = { id, name, arguments: JSON.stringify(args), client_side }
    this.#socket.send({ type: 'FunctionCallRequest', functions: [call] })
    const content = await awaited
    if (!client_side) this.#socket.send({ type: 'FunctionCallResponse', id, name, content })
    return content
  }

  async #answer(content: string): Promise<void> {
    if (!(await this.#socket.answering())) return
    this.#socket.send({ type: 'UserStartedSpeaking' })
    this.#socket.send({ type: 'ConversationText', role: 'user', content })
    this.#socket.send({ type: 'AgentThinking', content: '' })
    const plot = this.#socket.plot()
    this.#speaking = plot !== null
    if (plot) return play(plot, this).finally(() => (this.#speaking = false))
    const answer = this.#mind.answer(content, this.#memory)
    this.#memory = answer.memory
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
export const deepgramProtocol = (mind: FakeMind, patienceMs = 10_000): FakeProtocol => ({
  refuses: (request, url) => {
    if (url.pathname !== '/v1/agent/converse') return 404
    return request.headers.authorization === `Token ${deepgramToken}` ? null : 401
  },
  session: (socket) => new DeepgramSession(socket, mind, patienceMs),
})

/** Settings of a target that is this peer. */
export const deepgramTarget = (ws: string) => ({
  preset: 'deepgram_agent',
  url: `${ws}/v1/agent/converse`,
})
