import type { grpc } from 'google-gax'
import { z } from 'zod'

import { ReceivedStruct, toStruct } from '#lib/engines/connectors/dialogflow-cx/struct.ts'
import {
  type Agent,
  type AgentAnswer,
  Refusal,
  RestRequest,
} from '#lib/engines/connectors/testing/fake-dialogflow-agent.ts'
import { readSessionsService } from '#lib/engines/connectors/testing/sessions-service.ts'

/** A message of protobuf.js as its JSON form: what is not set is absent, enums are numbers, bytes base64. */
const enums: Record<string, number> = {
  AUDIO_ENCODING_LINEAR_16: 1,
  OUTPUT_AUDIO_ENCODING_LINEAR_16: 1,
}
const isDefault = (value: unknown) =>
  value === null ||
  value === undefined ||
  value === '' ||
  value === 0 ||
  value === false ||
  (typeof value === 'string' && /_UNSPECIFIED$|^DETECT_INTENT_RESPONSE_VIEW_/.test(value)) ||
  (Array.isArray(value) && value.length === 0) ||
  (value instanceof Uint8Array && value.length === 0) ||
  (typeof value === 'object' && Object.keys(value).length === 0)

/** The member that a `oneof` names is set even if it is empty; its name is not part of the message. */
const oneofs = ['input', 'kind', 'query', 'message', 'response']

function plain(value: unknown, key = ''): unknown {
  if (key === 'parameters') return ReceivedStruct.parse(value)
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (Array.isArray(value)) return value.map((item) => plain(item))
  if (typeof value === 'string') return enums[value] ?? value
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).filter(
    ([name, item]) => !oneofs.includes(name) && !isDefault(item),
  )
  return Object.fromEntries(members.map(([name, item]) => [name, plain(item, name)]))
}

/** An answer as a message: structures in protobuf's form. */
function message({ queryResult, ...rest }: AgentAnswer) {
  const struct = (value: unknown) => toStruct(z.record(z.string(), z.json()).parse(value))
  const { parameters, match } = z
    .object({ parameters: z.json(), match: z.looseObject({ parameters: z.json().optional() }) })
    .parse(queryResult)
  const matched = match.parameters === undefined ? {} : { parameters: struct(match.parameters) }
  return {
    ...rest,
    queryResult: {
      ...queryResult,
      parameters: struct(parameters),
      match: { ...match, ...matched },
    },
  }
}

/** `google.protobuf.Duration`, in ms. */
const Duration = z
  .strictObject({ seconds: z.coerce.number().optional(), nanos: z.number().optional() })
  .transform(({ seconds = 0, nanos = 0 }) => seconds * 1_000 + nanos / 1e6)

const BargeIn = z
  .strictObject({ noBargeInDuration: Duration.optional(), totalDuration: Duration })
  .refine(
    ({ noBargeInDuration = 0, totalDuration }) => noBargeInDuration <= totalDuration,
    'no_barge_in_duration is longer than total_duration',
  )

const Opening = z.looseObject({
  session: z.string().min(1),
  queryInput: z.strictObject({
    audio: z.strictObject({ config: z.looseObject({ bargeInConfig: BargeIn.optional() }) }),
    languageCode: z.string(),
  }),
  enableDebuggingInfo: z.boolean().optional(),
})
const Piece = z.strictObject({
  queryInput: z.strictObject({
    audio: z.strictObject({ audio: z.base64() }),
    languageCode: z.literal('en-US'),
  }),
})

function parsed<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value)
  if (!result.success) throw new Refusal('INVALID_ARGUMENT', z.prettifyError(result.error))
  return result.data
}

const failure = (error: unknown) =>
  error instanceof Refusal
    ? { code: error.code, details: error.message }
    : { code: 13, details: String(error) }

type Check = (authorization: string | undefined) => void
const bearer = (metadata: grpc.Metadata) => metadata.get('authorization').map(String)[0]

/** The audio of a stream, its first message checked, as one request. */
function wholeOf(messages: unknown[]) {
  const { session, enableDebuggingInfo: _, ...first } = parsed(Opening, plain(messages[0]))
  const pieces = messages.slice(1).map((one) => parsed(Piece, plain(one)).queryInput.audio.audio)
  const audio = Buffer.concat(pieces.map((piece) => Buffer.from(piece, 'base64')))
  const { queryInput } = first
  const { bargeInConfig: __, ...config } = queryInput.audio.config
  const whole = { ...queryInput, audio: { config, audio: audio.toString('base64') } }
  return {
    session,
    audio,
    pieces: pieces.length,
    ...parsed(RestRequest, { ...first, queryInput: whole }),
  }
}

type Duplex = grpc.ServerDuplexStream<unknown, unknown>

/** Level of a sample of speech, and how much of it (ms) makes an interruption. */
const loud = 1_000
const speechMs = 200

/**
 * Tells of an utterance while the reply before is still being played, once, where the request allows it: not without a
 * configuration, not in the phase without barge-in, and not after the end of the playing.
 */
class Interrupter {
  readonly #call: Duplex
  #config: z.output<typeof BargeIn> | null = null
  #opened = false
  #ms = 0
  #loudMs = 0
  #told = false

  constructor(call: Duplex) {
    this.#call = call
  }

  /** Throws Refusal for audio before the configuration, or a second configuration. */
  take(raw: unknown): void {
    const { queryInput } = z
      .looseObject({ queryInput: z.looseObject({ audio: z.looseObject({}).optional() }) })
      .parse(plain(raw))
    const { audio } = queryInput
    if (!audio) return
    if (!this.#opened) {
      const first = parsed(Opening, plain(raw))
      this.#config = first.queryInput.audio.config.bargeInConfig ?? null
      this.#opened = true
      return
    }
    if ('config' in audio) throw new Refusal('INVALID_ARGUMENT', 'a second configuration')
    this.#hear(Buffer.from(String(audio['audio']), 'base64'))
  }

  seen() {
    return { config: this.#config, told: this.#told }
  }

  #hear(audio: Buffer): void {
    const ms = audio.length / 32
    this.#ms += ms
    if (!this.#config || this.#told) return
    const { noBargeInDuration = 0, totalDuration } = this.#config
    if (this.#ms < noBargeInDuration || this.#ms > totalDuration) return
    const samples = Array.from({ length: audio.length >> 1 }, (_, at) => audio.readInt16LE(at * 2))
    if (samples.some((sample) => Math.abs(sample) > loud)) this.#loudMs += ms
    if (this.#loudMs < speechMs) return
    this.#told = true
    recognized(this.#call, 'and', false)
  }
}

function recognized(call: Duplex, transcript: string, isFinal: boolean): void {
  call.write({
    recognitionResult: {
      messageType: 1,
      transcript,
      isFinal,
      ...(isFinal && { confidence: 0.9 }),
      speechEndOffset: { seconds: 0, nanos: 500_000_000 },
    },
  })
}

async function hold(
  agent: Agent,
  call: Duplex,
  messages: unknown[],
  interrupter: Interrupter,
): Promise<void> {
  const { audio, pieces, ...request } = wholeOf(messages)
  agent.bargeIns.push(interrupter.seen())
  const heard = await agent.hear(audio)
  if (heard !== '') {
    recognized(call, heard.split(' ')[0] ?? '', false)
    recognized(call, heard, true)
  }
  call.write({ detectIntentResponse: message(await agent.answer(request, pieces)) })
  call.end()
}

/** The agent over gRPC, with the service as the SDK's own protocol files describe it. */
export async function startFakeGrpc(agent: Agent, check: Check) {
  const { Server, ServerCredentials, service } = readSessionsService()
  const server = new Server()
  server.addService(service, {
    detectIntent(
      call: grpc.ServerUnaryCall<unknown, unknown>,
      callback: grpc.sendUnaryData<unknown>,
    ) {
      const answer = async () => {
        check(bearer(call.metadata))
        const { session, ...request } = parsed(
          z.looseObject({ session: z.string() }),
          plain(call.request),
        )
        return message(await agent.answer({ ...parsed(RestRequest, request), session }))
      }
      answer().then(
        (value) => callback(null, value),
        (error: unknown) => callback(failure(error)),
      )
    },
    streamingDetectIntent(call: Duplex) {
      const messages: unknown[] = []
      const fail = (error: unknown) => call.emit('error', failure(error))
      try {
        check(bearer(call.metadata))
      } catch (error) {
        return fail(error)
      }
      const interrupter = new Interrupter(call)
      call.on('data', (one: unknown) => {
        messages.push(one)
        try {
          interrupter.take(one)
        } catch (error) {
          fail(error)
        }
      })
      call.on('end', () => void hold(agent, call, messages, interrupter).catch(fail))
    },
  })
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  )
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => server.forceShutdown(),
  }
}
