import { z } from 'zod'

import type { PeerMind } from './peer-mind.ts'
import {
  PeerEar,
  type PeerProtocol,
  PeerRefusal,
  type PeerSession,
  type PeerSocket,
  replyTone,
  samples,
  strictly,
  wordsOf,
} from './websocket-peer.ts'

export const openaiToken = 'sk-peer-openai-token'

const pcm = z.strictObject({ type: z.literal('audio/pcm'), rate: z.literal(24_000) })
const Content = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('input_text'), text: z.string().min(1) }),
  z.strictObject({ type: z.literal('output_text'), text: z.string().min(1) }),
])

/** Client events of developers.openai.com/api/reference/resources/realtime/client-events. */
const ClientEvent = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('session.update'),
    session: z.strictObject({
      type: z.literal('realtime'),
      output_modalities: z.array(z.enum(['audio', 'text'])).length(1),
      instructions: z.string().optional(),
      audio: z.strictObject({
        input: z.strictObject({
          format: pcm,
          transcription: z.strictObject({
            model: z.string().min(1),
            language: z.string().length(2),
          }),
          turn_detection: z.null(),
        }),
        output: z.strictObject({ format: pcm, voice: z.string().min(1) }),
      }),
    }),
  }),
  z.strictObject({ type: z.literal('input_audio_buffer.append'), audio: z.base64().min(1) }),
  z.strictObject({ type: z.literal('input_audio_buffer.commit') }),
  z.strictObject({
    type: z.literal('conversation.item.create'),
    item: z.strictObject({
      type: z.literal('message'),
      role: z.enum(['user', 'assistant']),
      content: z.array(Content).length(1),
    }),
  }),
  z.strictObject({ type: z.literal('response.create') }),
])
type ClientEvent = z.output<typeof ClientEvent>

/** A commit needs at least 100 ms of audio. */
const leastSamples = 2_400

class OpenaiSession implements PeerSession {
  readonly #socket: PeerSocket
  readonly #mind: PeerMind
  readonly #ear = new PeerEar(24_000, 60_000)
  readonly #said: string[] = []
  #heard = 0
  #hearing: Promise<void> = Promise.resolve()
  #transcribed: (() => void)[] = []
  #configured = false

  constructor(socket: PeerSocket, mind: PeerMind) {
    this.#socket = socket
    this.#mind = mind
  }

  open(): void {
    this.#socket.send({ type: 'session.created', session: { type: 'realtime' } })
  }

  async text(message: unknown): Promise<void> {
    try {
      await this.#take(strictly(ClientEvent, message))
    } catch (error) {
      if (!(error instanceof PeerRefusal)) throw error
      const { message: said } = error
      this.#socket.send({ type: 'error', error: { type: 'invalid_request_error', message: said } })
    }
  }

  async #take(event: ClientEvent): Promise<void> {
    if (event.type === 'session.update') {
      this.#configured = true
      return this.#socket.send({ type: 'session.updated', session: event.session })
    }
    if (!this.#configured) throw new PeerRefusal(`${event.type} before session.update`)
    if (event.type === 'input_audio_buffer.append') {
      const pcm = samples(Buffer.from(event.audio, 'base64'))
      this.#heard += pcm.length
      this.#ear.hear(pcm)
    }
    if (event.type === 'input_audio_buffer.commit') this.#commit()
    if (event.type === 'conversation.item.create') {
      const [content] = event.item.content
      const fits = (content?.type === 'input_text') === (event.item.role === 'user')
      if (!fits) throw new PeerRefusal(`content does not fit the role ${event.item.role}`)
      if (event.item.role === 'user') this.#said.push(content?.text ?? '')
      this.#socket.send({ type: 'conversation.item.added' })
    }
    if (event.type === 'response.create') await this.#respond()
  }

  #commit(): void {
    if (this.#heard < leastSamples)
      throw new PeerRefusal('Error committing input audio buffer: buffer too small')
    this.#heard = 0
    this.#socket.send({ type: 'input_audio_buffer.committed' })
    this.#hearing = this.#mind.hear(this.#ear.take()).then((transcript) => {
      this.#said.push(transcript)
      const kind = 'conversation.item.input_audio_transcription'
      // Another model writes the transcript: it comes after the reply.
      this.#transcribed.push(() => {
        for (const delta of wordsOf(transcript)) this.#socket.send({ type: `${kind}.delta`, delta })
        this.#socket.send({ type: `${kind}.completed`, transcript })
      })
    })
  }

  async #respond(): Promise<void> {
    await this.#hearing
    if (this.#said.length === 0) throw new PeerRefusal('nothing to respond to')
    if (!(await this.#socket.answering())) return
    const { text } = this.#mind.follow(this.#said)
    this.#socket.send({ type: 'response.created' })
    const audio = replyTone(24_000)
    for (const delta of wordsOf(text))
      this.#socket.send({ type: 'response.output_audio_transcript.delta', delta })
    for (let at = 0; at < audio.length; at += 4_001)
      this.#socket.send({
        type: 'response.output_audio.delta',
        delta: audio.subarray(at, at + 4_001).toString('base64'),
      })
    this.#socket.send({ type: 'response.output_audio_transcript.done', transcript: text })
    this.#socket.send({ type: 'response.done', response: { status: 'completed' } })
    for (const tell of this.#transcribed.splice(0)) tell()
  }
}

/** OpenAI's Realtime API: model in the address, bearer token, a session to be updated first. */
export const openaiProtocol = (mind: PeerMind): PeerProtocol => ({
  refuses: (request, url) => {
    if (url.pathname !== '/v1/realtime') return 404
    if (request.headers.authorization !== `Bearer ${openaiToken}`) return 401
    return url.searchParams.get('model') === 'test-model' ? null : 400
  },
  session: (socket) => new OpenaiSession(socket, mind),
})

/** Settings of a target that is this peer. */
export const openaiTarget = (ws: string) => ({
  preset: 'openai_realtime',
  url: `${ws}/v1/realtime?model={{var.model}}`,
  variables: { model: 'test-model' },
})
