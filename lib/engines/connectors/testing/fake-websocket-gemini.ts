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

export const geminiKey = 'peer-gemini-key'
const path = '/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent'

const parts = z.array(z.strictObject({ text: z.string().min(1) })).min(1)

/** `BidiGenerateContentSetup`, as far as a client of ours may use it. */
const Setup = z.strictObject({
  setup: z.strictObject({
    model: z.literal('models/test-model'),
    generationConfig: z.strictObject({
      responseModalities: z.tuple([z.literal('AUDIO')]),
      speechConfig: z.strictObject({
        voiceConfig: z.strictObject({
          prebuiltVoiceConfig: z.strictObject({ voiceName: z.string().min(1) }),
        }),
      }),
    }),
    systemInstruction: z.strictObject({ parts }).optional(),
    tools: z.array(z.looseObject({})).optional(),
    inputAudioTranscription: z.strictObject({}),
    outputAudioTranscription: z.strictObject({}),
  }),
})

const ClientMessage = z.union([
  z.strictObject({
    realtimeInput: z.union([
      z.strictObject({ text: z.string().min(1) }),
      z.strictObject({
        audio: z.strictObject({
          data: z.base64().min(1),
          mimeType: z.literal('audio/pcm;rate=16000'),
        }),
      }),
    ]),
  }),
  z.strictObject({
    clientContent: z.strictObject({
      turns: z.array(z.strictObject({ role: z.enum(['user', 'model']), parts })).min(1),
      turnComplete: z.boolean(),
    }),
  }),
  z.strictObject({
    toolResponse: z.strictObject({
      functionResponses: z
        .array(
          z.strictObject({
            id: z.string().min(1),
            name: z.string().min(1),
            response: z.looseObject({}),
          }),
        )
        .min(1),
    }),
  }),
])

class GeminiSession implements FakeSession, PlotActor {
  readonly #socket: FakeSocket
  readonly #talk: FakeTalk
  #isSetUp = false

  constructor(socket: FakeSocket, mind: FakeMind) {
    this.#socket = socket
    this.#talk = new FakeTalk(socket, mind)
  }

  async text(message: unknown): Promise<void> {
    try {
      if (this.#isSetUp) await this.#take(strictly(ClientMessage, message))
      else this.#setUp(strictly(Setup, message))
    } catch (error) {
      if (!(error instanceof FakeRefusal)) throw error
      // An invalid argument ends the connection.
      this.#socket.close(1007, error.message.slice(0, 100))
    }
  }

  #setUp(_setup: z.output<typeof Setup>): void {
    this.#isSetUp = true
    this.raw({ setupComplete: {} })
  }

  async #take(message: z.output<typeof ClientMessage>): Promise<void> {
    if ('toolResponse' in message) {
      for (const { id, response } of message.toolResponse.functionResponses)
        this.#talk.results.take(id, JSON.stringify(response))
      return
    }
    if ('clientContent' in message) return this.#remember(message.clientContent)
    if ('text' in message.realtimeInput) return this.#answer(message.realtimeInput.text)
    const heard = await this.#talk.hear(Buffer.from(message.realtimeInput.audio.data, 'base64'))
    if (heard === null) return
    // In pieces, as it hears them; nothing marks the last.
    for (const text of wordsOf(heard)) this.#content({ inputTranscription: { text } })
    await this.#answer(heard)
  }

  #remember({
    turns,
    turnComplete,
  }: Extract<z.output<typeof ClientMessage>, { clientContent: unknown }>['clientContent']): void {
    if (turnComplete) throw new FakeRefusal('a text turn goes by realtimeInput')
    for (const {
      role,
      parts: [part],
    } of turns)
      if (role === 'user') this.#talk.remember(part?.text ?? '')
  }

  async #answer(text: string): Promise<void> {
    const said = await this.#talk.answer(text, this)
    if (said === null) return
    await this.say(said)
    this.end()
  }

  /** A message brings several parts; words come beside them. */
  async say(text: string): Promise<void> {
    const audio = replyTone(24_000)
    const inlineData = (piece: Buffer) => ({
      inlineData: { mimeType: 'audio/pcm;rate=24000', data: piece.toString('base64') },
    })
    const thought = { text: 'Thinking about the weather', thought: true }
    this.#content({ modelTurn: { parts: [thought] } })
    this.#content({
      modelTurn: {
        parts: [inlineData(audio.subarray(0, 4_001)), inlineData(audio.subarray(4_001))],
      },
    })
    for (const piece of wordsOf(`${text} `)) this.#content({ outputTranscription: { text: piece } })
    await pause(1)
  }

  end(): void {
    this.#content({ generationComplete: true })
    this.#content({ turnComplete: true })
  }

  /** All tools are the client's; the model goes on by itself when it has the result. */
  async tool({ id, name, args }: ToolBeat): Promise<string> {
    const answer = this.#talk.results.of(id)
    this.raw({ toolCall: { functionCalls: [{ id, name, args }] } })
    return answer
  }

  /** Its JSON travels in binary frames. */
  raw(message: object): void {
    this.#socket.sendBinary(Buffer.from(JSON.stringify(message)))
  }

  close(code: number): void {
    this.#socket.close(code, '')
  }

  #content(serverContent: object): void {
    this.raw({ serverContent })
  }
}

/** Gemini's Live API: a key in the address, a setup that must come first. */
export const geminiProtocol = (mind: FakeMind): FakeProtocol => ({
  refuses: (_request, url) => {
    if (url.pathname !== path) return 404
    return url.searchParams.get('key') === geminiKey ? null : 403
  },
  session: (socket) => new GeminiSession(socket, mind),
})

/** Settings of a target that is this peer. */
export const geminiTarget = (ws: string) => ({
  preset: 'gemini_live',
  url: `${ws}${path}`,
  variables: { model: 'test-model' },
})
