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
  wordsOf,
} from '#lib/engines/connectors/testing/fake-websocket.ts'
import { OpenaiResponses } from '#lib/engines/connectors/testing/fake-websocket-openai-plot.ts'
import { play } from '#lib/engines/connectors/testing/fake-websocket-plot.ts'
import type { FakeMind } from '#lib/engines/connectors/testing/fake-mind.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'

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
      tools: z.array(z.looseObject({ type: z.enum(['function', 'mcp']) })).optional(),
      audio: z.strictObject({
        input: z.strictObject({
          format: pcm,
          transcription: z.strictObject({
            model: z.string().min(1),
            language: z.string().length(2),
          }),
          turn_detection: z.union([
            z.null(),
            z.strictObject({
              type: z.literal('server_vad'),
              create_response: z.literal(true),
              interrupt_response: z.literal(true),
            }),
          ]),
        }),
        output: z.strictObject({ format: pcm, voice: z.string().min(1) }),
      }),
    }),
  }),
  z.strictObject({ type: z.literal('input_audio_buffer.append'), audio: z.base64().min(1) }),
  z.strictObject({ type: z.literal('input_audio_buffer.commit') }),
  z.strictObject({
    type: z.literal('conversation.item.create'),
    item: z.discriminatedUnion('type', [
      z.strictObject({
        type: z.literal('message'),
        role: z.enum(['user', 'assistant']),
        content: z.array(Content).length(1),
      }),
      z.strictObject({
        type: z.literal('function_call_output'),
        call_id: z.string().min(1),
        output: z.string(),
      }),
    ]),
  }),
  z.strictObject({
    type: z.literal('conversation.item.truncate'),
    item_id: z.string().min(1),
    content_index: z.literal(0),
    audio_end_ms: z.int().min(0),
  }),
  z.strictObject({ type: z.literal('response.create') }),
])
type ClientEvent = z.output<typeof ClientEvent>

/** A commit needs at least 100 ms of audio. */
const leastSamples = 2_400
/** Audio goes out in such pieces, three times faster than it is spoken. */
const pieceMs = 150
const everyMs = 50

/** Tells the beginning of speech: 60 ms louder than a line without a caller. */
class VoiceActivity {
  #loudMs = 0
  #speaking = false

  begins(pcm: Int16Array): boolean {
    let power = 0
    for (const sample of pcm) power += sample * sample
    const loud = Math.sqrt(power / Math.max(1, pcm.length)) > 300
    this.#loudMs = loud ? this.#loudMs + pcm.length / 24 : 0
    const begins = !this.#speaking && this.#loudMs >= 60
    this.#speaking ||= begins
    return begins
  }

  end(): void {
    this.#speaking = false
    this.#loudMs = 0
  }
}

class OpenaiSession implements FakeSession {
  readonly #socket: FakeSocket
  readonly #mind: FakeMind
  #listener = new FakeListener(24_000, 60_000)
  #vad: VoiceActivity | null = null
  #responding: AbortController | null = null
  readonly #said: string[] = []
  #heard = 0
  #hearing: Promise<void> = Promise.resolve()
  #transcribed: (() => void)[] = []
  #configured = false
  readonly #responses: OpenaiResponses
  /** ms of audio of each item that was sent */
  readonly #items = new Map<string, number>()

  constructor(socket: FakeSocket, mind: FakeMind) {
    this.#socket = socket
    this.#mind = mind
    this.#responses = new OpenaiResponses(socket)
  }

  open(): void {
    this.#socket.send({ type: 'session.created', session: { type: 'realtime' } })
  }

  async text(message: unknown): Promise<void> {
    try {
      await this.#take(strictly(ClientEvent, message))
    } catch (error) {
      if (!(error instanceof FakeRefusal)) throw error
      const { message: said } = error
      this.#socket.send({ type: 'error', error: { type: 'invalid_request_error', message: said } })
    }
  }

  async #take(event: ClientEvent): Promise<void> {
    if (event.type === 'session.update') {
      this.#configured = true
      if (event.session.audio.input.turn_detection) {
        this.#vad = new VoiceActivity()
        this.#listener = new FakeListener(24_000, 500)
      }
      return this.#socket.send({ type: 'session.updated', session: event.session })
    }
    if (!this.#configured) throw new FakeRefusal(`${event.type} before session.update`)
    if (event.type === 'input_audio_buffer.append') {
      const pcm = samples(Buffer.from(event.audio, 'base64'))
      this.#heard += pcm.length
      if (this.#vad) return this.#hearLive(pcm, this.#vad)
      this.#listener.hear(pcm)
    }
    if (event.type === 'input_audio_buffer.commit') this.#commit()
    if (event.type === 'conversation.item.truncate') return this.#truncate(event)
    if (event.type === 'conversation.item.create') {
      if (event.item.type === 'function_call_output')
        return this.#responses.results.take(event.item.call_id, event.item.output)
      const [content] = event.item.content
      const fits = (content?.type === 'input_text') === (event.item.role === 'user')
      if (!fits) throw new FakeRefusal(`content does not fit the role ${event.item.role}`)
      if (event.item.role === 'user') this.#said.push(content?.text ?? '')
      this.#socket.send({ type: 'conversation.item.added' })
    }
    if (event.type === 'response.create' && !this.#responses.create()) await this.#respond()
  }

  #truncate({ item_id, audio_end_ms }: { item_id: string; audio_end_ms: number }): void {
    const ms = this.#items.get(item_id)
    if (ms === undefined) throw new FakeRefusal(`there is no item ${item_id}`)
    if (audio_end_ms > ms)
      throw new FakeRefusal(`Audio content of ${Math.round(ms)}ms is already shorter`)
    this.#socket.send({ type: 'conversation.item.truncated', item_id, audio_end_ms })
  }

  /** Who speaks while a response is under way interrupts it. */
  async #hearLive(pcm: Int16Array, vad: VoiceActivity): Promise<void> {
    if (vad.begins(pcm)) {
      this.#socket.send({ type: 'input_audio_buffer.speech_started' })
      this.#responding?.abort()
    }
    const clip = this.#listener.hear(pcm)
    if (!clip) return
    vad.end()
    this.#socket.send({ type: 'input_audio_buffer.speech_stopped' })
    this.#listen(clip)
    await this.#respond()
  }

  #commit(): void {
    if (this.#heard < leastSamples)
      throw new FakeRefusal('Error committing input audio buffer: buffer too small')
    this.#listen(this.#listener.take())
  }

  #listen(clip: Clip): void {
    this.#heard = 0
    this.#socket.send({ type: 'input_audio_buffer.committed' })
    this.#hearing = this.#mind.hear(clip).then((transcript) => {
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
    if (this.#said.length === 0) throw new FakeRefusal('nothing to respond to')
    if (!(await this.#socket.answering())) return
    const plot = this.#socket.plot()
    if (plot) {
      // A plot tells what was heard itself, if at all.
      this.#transcribed = []
      this.#responses.begin()
      return play(plot, this.#responses)
    }
    const { text } = this.#mind.follow(this.#said)
    this.#socket.send({ type: 'response.created' })
    for (const delta of wordsOf(text))
      this.#socket.send({ type: 'response.output_audio_transcript.delta', delta })
    const status = await this.#say(text)
    if (status === 'completed')
      this.#socket.send({ type: 'response.output_audio_transcript.done', transcript: text })
    this.#socket.send({ type: 'response.done', response: { status } })
    for (const tell of this.#transcribed.splice(0)) tell()
  }

  /** A live caller hears speech, and may interrupt it; anybody else gets a beep at once. */
  async #say(text: string): Promise<'completed' | 'cancelled'> {
    if (!this.#vad) {
      this.#send(replyTone(24_000), 4_001)
      return 'completed'
    }
    const { pcm } = await this.#mind.speak(text, 24_000)
    const response = new AbortController()
    this.#responding = response
    const step = 24 * pieceMs
    for (let at = 0; at < pcm.length && !response.signal.aborted; at += step) {
      const piece = pcm.slice(at, at + step)
      this.#send(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength), 1e6)
      await new Promise((resolve) => setTimeout(resolve, everyMs))
    }
    this.#responding = null
    return response.signal.aborted ? 'cancelled' : 'completed'
  }

  #send(audio: Buffer, size: number): void {
    const item_id = `item_${this.#said.length}`
    this.#items.set(item_id, (this.#items.get(item_id) ?? 0) + audio.length / 48)
    for (let at = 0; at < audio.length; at += size)
      this.#socket.send({
        type: 'response.output_audio.delta',
        item_id,
        delta: audio.subarray(at, at + size).toString('base64'),
      })
  }
}

/** OpenAI's Realtime API: model in the address, bearer token, a session to be updated first. */
export const openaiProtocol = (mind: FakeMind): FakeProtocol => ({
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

/** The same, with the voice AI finding the end of a turn: it can be interrupted. */
export const openaiLiveTarget = (ws: string) => ({
  ...openaiTarget(ws),
  preset: 'openai_realtime_vad',
})
