import { z } from 'zod'

import type { FakeAnswer, FakeMind } from '#lib/engines/connectors/testing/fake-mind.ts'
import { encodeWav } from '#lib/engines/speech/audio/wav.ts'

const codes = {
  INVALID_ARGUMENT: [3, 400],
  NOT_FOUND: [5, 404],
  INTERNAL: [13, 500],
  UNAUTHENTICATED: [16, 401],
} as const

/** A refusal in Google's words, with its gRPC code and its HTTP status. */
export class Refusal extends Error {
  readonly status: keyof typeof codes
  readonly code: number
  readonly http: number

  constructor(status: keyof typeof codes, message: string) {
    super(message)
    this.status = status
    ;[this.code, this.http] = codes[status]
  }
}

const QueryParams = z.strictObject({
  currentPage: z.string().min(1).optional(),
  parameters: z.record(z.string(), z.json()).optional(),
  webhookHeaders: z.record(z.string(), z.string()).optional(),
})

const languageCode = z.literal('en-US')
/** `AUDIO_ENCODING_LINEAR_16` and `OUTPUT_AUDIO_ENCODING_LINEAR_16`, as numbers of their enums. */
const linear16 = z.literal(1)
const AudioConfig = z.strictObject({
  audioEncoding: linear16,
  sampleRateHertz: z.literal(16_000),
})
const QueryInput = z.union([
  z.strictObject({ text: z.strictObject({ text: z.string().min(1).max(256) }), languageCode }),
  z.strictObject({
    dtmf: z.strictObject({ digits: z.string().regex(/^[0-9*#]+$/) }),
    languageCode,
  }),
  z.strictObject({
    audio: z.strictObject({ config: AudioConfig, audio: z.base64() }),
    languageCode,
  }),
])

/** A request as JSON; the gRPC server says the same in its own form. */
export const RestRequest = z.strictObject({
  queryParams: QueryParams.optional(),
  queryInput: QueryInput,
  outputAudioConfig: z
    .strictObject({
      audioEncoding: linear16,
      sampleRateHertz: z.literal(16_000),
      synthesizeSpeechConfig: z
        .strictObject({ voice: z.strictObject({ name: z.string() }) })
        .optional(),
    })
    .optional(),
})
type AgentRequest = z.output<typeof RestRequest> & { session: string }

export type AgentAnswer = {
  responseId: string
  queryResult: Record<string, unknown>
  outputAudio?: Buffer
}

export type Agent = {
  /** what the streams said of a reply that is still played, in ms, and whether they were told of speech meanwhile */
  bargeIns: {
    config: { noBargeInDuration?: number | undefined; totalDuration: number } | null
    told: boolean
  }[]
  seen: { session: string; params: z.output<typeof QueryParams> | undefined; pieces: number }[]
  /** Throws Refusal. */
  answer(request: AgentRequest, pieces?: number): Promise<AgentAnswer>
  /** what is heard in 16-bit samples at 16 kHz */
  hear(audio: Buffer): Promise<string>
}

const session =
  /^projects\/([^/]+)\/locations\/([^/]+)\/agents\/([^/]+)(?:\/environments\/[^/]+)?\/sessions\/[\w-]{1,36}$/

/** The match of an answer: `INTENT` or `NO_MATCH`, as numbers of their enum. */
function matchOf({ intent, entities }: FakeAnswer) {
  if (intent === 'NoResultCommand') return { matchType: 4, confidence: 0 }
  return {
    intent: { name: `intents/${intent}`, displayName: intent },
    parameters: entities,
    matchType: 1,
    confidence: 0.75,
  }
}

/** The agent behind both servers: a conversation lives under its session, or where a request leads it. */
export function createAgent(
  mind: FakeMind,
  names: { project_id: string; location: string; agent_id: string },
): Agent {
  const memories = new Map<string, string>()
  const seen: Agent['seen'] = []
  const { project_id, location, agent_id } = names
  const page = `projects/${project_id}/locations/${location}/agents/${agent_id}/flows/start/pages/talk`

  const hear = (audio: Buffer) => {
    const pcm = Int16Array.from({ length: audio.length >> 1 }, (_, at) => audio.readInt16LE(at * 2))
    return mind.hear({ pcm, sampleRate: 16_000 })
  }

  const textOf = async (input: AgentRequest['queryInput']) => {
    if ('text' in input) return { text: input.text.text, facts: { text: input.text.text } }
    if ('dtmf' in input)
      // What the keys mean is the agent's business: here, minutes.
      return { text: `set a timer for ${input.dtmf.digits} minutes`, facts: { dtmf: input.dtmf } }
    const heard = await hear(Buffer.from(input.audio.audio, 'base64'))
    return { text: heard, facts: { transcript: heard } }
  }

  return {
    ...{ seen, hear, bargeIns: [] },
    async answer(request, pieces = 1) {
      const [, project, place, agent] = session.exec(request.session) ?? []
      if (project !== project_id || place !== location || agent !== agent_id)
        throw new Refusal('NOT_FOUND', `no such agent: ${request.session}`)
      const { queryParams: params } = request
      if (params?.currentPage !== undefined && params.currentPage !== page)
        throw new Refusal('INVALID_ARGUMENT', `no such page: ${params.currentPage}`)
      seen.push({ session: request.session, params, pieces })
      const { text, facts } = await textOf(request.queryInput)
      const led = params?.currentPage === undefined ? undefined : params.parameters?.['memory']
      const memory = typeof led === 'string' ? led : (memories.get(request.session) ?? 'null')
      const found = mind.answer(text, JSON.parse(memory))
      const kept = JSON.stringify(found.memory)
      memories.set(request.session, kept)
      const spoken = request.outputAudioConfig ? await mind.speak(found.text, 16_000) : null
      return {
        responseId: `response-${seen.length}`,
        queryResult: {
          ...facts,
          languageCode: 'en-us',
          parameters: { ...found.entities, memory: kept },
          responseMessages: [{ text: { text: [found.text] } }],
          currentPage: { name: page, displayName: 'Talk' },
          match: matchOf(found),
        },
        ...(spoken && { outputAudio: Buffer.from(encodeWav(spoken)) }),
      }
    },
  }
}
