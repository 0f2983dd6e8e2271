import { request as httpRequest, type Agent, type IncomingMessage } from 'node:http'

import { z } from 'zod'

import { readClientKey, sign } from '#simulator/protocol/signature.ts'

export const clientId = 'ZWFyc2hvdC10ZXN0cw=='
export const clientKey =
  'ZWFyc2hvdC10ZXN0LWNsaWVudC1rZXktZm9yLXRoZS1zaW11bGF0b3ItLS0tLS0tLS0tLS0tLS0tLS0tLS0tLQ=='

const Result = z.looseObject({
  Format: z.string(),
  Status: z.string(),
  ErrorMessage: z.string().optional(),
  AllResults: z
    .array(
      z.looseObject({
        CommandKind: z.string(),
        WrittenResponse: z.string(),
        NativeData: z.record(z.string(), z.unknown()),
        ConversationState: z.unknown().optional(),
        SendBack: z.unknown().optional(),
        ResponseAudioBytes: z.string().optional(),
        ResponseAudioError: z.string().optional(),
      }),
    )
    .optional(),
  Disambiguation: z
    .looseObject({ ChoiceData: z.array(z.looseObject({ Transcription: z.string() })) })
    .optional(),
})
export type Result = z.infer<typeof Result>

export type Reply = { status: number; headers: IncomingMessage['headers']; body: Buffer }

export type Call = {
  url: string
  method?: string
  headers?: Record<string, string>
  userId?: string
  requestId?: string
  /** seconds since 1970 */
  timeStamp?: number
  /** null sends no RequestInfo at all */
  info?: object | null
  body?: Buffer
  agent?: Agent
}

/** The two authentication headers of a request. */
export function signed(call: Omit<Call, 'url'> = {}): Record<string, string> {
  const { userId = 'tester', requestId = 'request-1' } = call
  const timeStamp = call.timeStamp ?? Math.floor(Date.now() / 1_000)
  const message = `${userId};${requestId}`
  return {
    'Hound-Request-Authentication': message,
    'Hound-Client-Authentication': `${clientId};${timeStamp};${sign(
      readClientKey(clientKey),
      `${message}${timeStamp}`,
    )}`,
  }
}

/** Sends one signed request and collects the answer. Rejects when the connection fails. */
export function send(call: Call): Promise<Reply> {
  const { url, method = 'GET', headers = {}, info = {}, body, agent } = call
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      url,
      {
        method,
        ...(agent && { agent }),
        headers: {
          ...signed(call),
          ...(info !== null && { 'Hound-Request-Info': JSON.stringify(info) }),
          ...headers,
        },
      },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks),
          }),
        )
      },
    )
    request.on('error', reject)
    request.end(body)
  })
}

/** Asks one question in writing. */
export const ask = (url: string, query: string, call: Partial<Call> = {}): Promise<Reply> =>
  send({ ...call, url: `${url}/v1/text?query=${encodeURIComponent(query)}` })

export const resultOf = ({ body }: Reply): Result => Result.parse(JSON.parse(body.toString('utf8')))

/** The last line of a voice answer. */
export const lastLine = (body: Buffer): Result =>
  Result.parse(JSON.parse(body.toString('utf8').trim().split('\n').at(-1) ?? ''))
