import type { ServerResponse } from 'node:http'

import { z } from 'zod'

import { listen, type FakeServer, tricks } from '#lib/engines/speech/testing/listen.ts'
import { signatureFault } from '#lib/platform/storage/testing/sigv4.ts'

export const pollySigner = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  region: 'eu-central-1',
  service: 'polly',
}

type Known = {
  Id: string
  Gender: string
  LanguageCode: string
  Additional?: string[]
  engines: string[]
}
const voices: Known[] = [
  { Id: 'Vicki', Gender: 'Female', LanguageCode: 'de-DE', engines: ['neural', 'standard'] },
  {
    Id: 'Kajal',
    Gender: 'Female',
    LanguageCode: 'en-IN',
    Additional: ['hi-IN'],
    engines: ['neural'],
  },
  { Id: 'Joanna', Gender: 'Female', LanguageCode: 'en-US', engines: ['neural', 'standard'] },
  { Id: 'Zayd', Gender: 'Male', LanguageCode: 'ar-AE', engines: ['neural'] },
  { Id: 'Zeina', Gender: 'Female', LanguageCode: 'arb', engines: ['standard'] },
  { Id: 'Matthew', Gender: 'Male', LanguageCode: 'en-US', engines: ['neural', 'standard'] },
]

/** The request as the API reference of SynthesizeSpeech states it, as far as Earshot uses it. */
const Speech = z.strictObject({
  Engine: z.enum(['standard', 'neural', 'long-form', 'generative']),
  LanguageCode: z.string(),
  OutputFormat: z.literal('pcm'),
  SampleRate: z.enum(['8000', '16000']),
  Text: z.string().min(1),
  TextType: z.enum(['text', 'ssml']),
  VoiceId: z.string(),
})

/** AWS names the exception in a header, and says why in the body. */
function refuse(response: ServerResponse, status: number, code: string, message: string) {
  response
    .writeHead(status, { 'x-amzn-errortype': code, 'content-type': 'application/json' })
    .end(JSON.stringify({ message }))
}

function describe(url: URL, response: ServerResponse) {
  const engine = url.searchParams.get('Engine') ?? ''
  const found = voices.filter(({ engines }) => engines.includes(engine))
  const from = Number(url.searchParams.get('NextToken') ?? '0')
  const page = found.slice(from, from + 2).map(({ Additional, engines, ...voice }) => ({
    ...voice,
    SupportedEngines: engines,
    ...(Additional && { AdditionalLanguageCodes: Additional }),
  }))
  const next = from + 2 < found.length ? { NextToken: String(from + 2) } : {}
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ Voices: page, ...next }))
}

/** Amazon Polly as its API reference describes it: signed requests only, pages of two voices, 16-bit PCM. */
export async function startFakePolly(): Promise<FakeServer & { spoken: z.infer<typeof Speech>[] }> {
  const spoken: z.infer<typeof Speech>[] = []
  let throttled = 0

  function speak(body: Buffer, response: ServerResponse) {
    const asked = Speech.safeParse(JSON.parse(body.toString()))
    if (!asked.success) return refuse(response, 400, 'ValidationException', asked.error.message)
    const { Text, VoiceId, Engine, LanguageCode, SampleRate } = asked.data
    const voice = voices.find(({ Id }) => Id === VoiceId)
    if (!voice) return refuse(response, 400, 'ValidationException', 'unknown voiceId')
    if (!voice.engines.includes(Engine))
      return refuse(response, 400, 'EngineNotSupportedException', 'This voice does not support it')
    if (![voice.LanguageCode, ...(voice.Additional ?? [])].includes(LanguageCode))
      return refuse(response, 400, 'LanguageNotSupportedException', 'The language is not supported')
    spoken.push(asked.data)
    if (Text === 'throttled' && throttled++ < 2)
      return refuse(response, 400, 'ThrottlingException', 'Rate exceeded')
    if (Text === 'too long for Polly')
      return refuse(response, 400, 'TextLengthExceededException', 'Maximum text length exceeded')
    const trick = tricks[Text]
    if (trick) return trick(response)
    const bytes = Text === 'odd' ? 3 : Text === 'empty' ? 0 : Number(SampleRate)
    response.setHeader('content-type', 'audio/pcm')
    return response.end(Buffer.alloc(bytes, Math.floor(Math.random() * 100)))
  }

  const peer = await listen((message, body, response) => {
    const fault = signatureFault(message, body, pollySigner)
    if (fault) return refuse(response, 403, 'InvalidSignatureException', fault)
    const url = new URL(message.url ?? '/', 'http://peer')
    if (message.method === 'GET' && url.pathname === '/v1/voices') return describe(url, response)
    if (message.method === 'POST' && url.pathname === '/v1/speech') return speak(body, response)
    return refuse(response, 404, 'UnknownOperationException', 'no such path')
  })
  return { ...peer, spoken }
}
