import { gzipSync } from 'node:zlib'
import type { IncomingMessage, ServerResponse } from 'node:http'

import type { Call } from '#simulator/call-log.ts'
import type { FaultRule } from '#simulator/faults/fault.ts'
import { misbehave, refuse, reset } from '#simulator/faults/misbehave.ts'
import { readBody } from '#simulator/http/read-body.ts'
import { header, infoPlace, wantsGzip } from '#simulator/http/request-head.ts'
import { limits } from '#simulator/options.ts'
import { authenticate, checkIdentity, type Caller } from '#simulator/protocol/authenticate.ts'
import { languageOf } from '#simulator/protocol/language.ts'
import { errorMessageOf, resultMessage } from '#simulator/protocol/messages.ts'
import { Refusal } from '#simulator/protocol/refusal.ts'
import {
  correlationOf,
  parseRequestInfo,
  type RequestInfo,
} from '#simulator/protocol/request-info.ts'
import type { Simulation } from '#simulator/simulation.ts'
import type { Answer } from '#simulator/understanding/answer.ts'
import { respond } from '#simulator/understanding/respond.ts'

const longestQuery = 2_000

type Exchange = {
  simulation: Simulation
  request: IncomingMessage
  response: ServerResponse
  caller: Caller
  fault: FaultRule | null
  call: Partial<Call>
}

async function readInfo({ request }: Exchange): Promise<RequestInfo> {
  const place = infoPlace(request.headers)
  if (place.in === 'header') return parseRequestInfo(place.json)
  const body = await readBody(request, limits.textBodyBytes)
  if (body.length < place.bytes)
    throw new Refusal(
      400,
      `Bad request: Hound-Request-Info-Length is ${place.bytes}, the body has ${body.length} bytes`,
    )
  return parseRequestInfo(body.toString('utf8', 0, place.bytes))
}

function readQuery(request: IncomingMessage): string {
  const url = request.url ?? ''
  const at = url.indexOf('?')
  const query = at < 0 ? null : new URLSearchParams(url.slice(at + 1)).get('query')
  if (query === null || query.trim() === '')
    throw new Refusal(400, 'Bad request: the parameter query is missing')
  if (query.length > longestQuery)
    throw new Refusal(414, `Query too long: at most ${longestQuery} characters`)
  return query
}

/** The answer to the query as a protocol message; a Status "Error" for what cannot be answered at all. */
async function answerTo(exchange: Exchange, query: string, info: RequestInfo, started: number) {
  const { simulation, request, fault, call } = exchange
  const seconds = () => (performance.now() - started) / 1_000
  const language = languageOf(info, header(request.headers, 'hound-input-language-ietf-tag'))
  if (language === null)
    return errorMessageOf('Input language not supported; use en, de, es or fr', seconds())
  if (fault?.kind === 'error') return errorMessageOf('Injected fault: error', seconds())
  const heard = fault?.kind === 'deaf' ? '' : query
  const answer: Answer = respond({
    text: heard,
    language,
    state: info.ConversationState,
    weakSpots: simulation.weakSpots,
  })
  call.intent = answer.kind
  const replyAudio = await simulation.speak(answer, language, info, fault)
  const wait = answer.delayMs + (fault?.kind === 'latency' ? fault.value : 0)
  if (wait > 0) await simulation.pause(wait)
  return resultMessage({
    answer,
    hearing: { transcript: heard, confidence: answer.domain === null ? 0 : 1 },
    sendBack: info.SendBack,
    replyAudio,
    realSeconds: seconds(),
  })
}

function send({ request, response, fault }: Exchange, message: object): void {
  const body = Buffer.from(JSON.stringify(message))
  if (fault && misbehave(response, fault, body)) return
  const gzip = wantsGzip(request.headers)
  const bytes = gzip ? gzipSync(body) : body
  response.writeHead(200, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': bytes.length,
    ...(gzip && { 'Hound-Response-Content-Encoding': 'gzip' }),
  })
  response.end(bytes)
}

/** GET and POST /v1/text. Throws `Refusal` for what must be answered in plain text. */
export async function answerText(
  simulation: Simulation,
  request: IncomingMessage,
  response: ServerResponse,
  call: Partial<Call>,
): Promise<void> {
  const started = performance.now()
  const caller = authenticate(request.headers, simulation.credentials, Date.now())
  call.request_id = caller.requestId
  call.user_id = caller.userId
  const fault = simulation.faults.pick(request.headers, caller.userId, 'text')
  call.fault = fault?.notation ?? null
  const exchange: Exchange = { simulation, request, response, caller, fault, call }
  if (fault?.at === 'start' && fault.kind === 'status') return refuse(response, fault)
  if (fault?.at === 'start' && fault.kind === 'reset') return reset(response)
  const query = readQuery(request)
  call.query = query
  const info = await readInfo(exchange)
  call.item = correlationOf(info) ?? null
  checkIdentity(info, caller, simulation.credentials.clientId)
  if (simulation.latencyMs > 0) await simulation.pause(simulation.latencyMs)
  send(exchange, await answerTo(exchange, query, info, started))
}
