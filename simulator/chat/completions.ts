import type { IncomingMessage, ServerResponse } from 'node:http'

import type { Call } from '#simulator/call-log.ts'
import { ChatFault } from '#simulator/chat/chat-fault.ts'
import { checkOrder } from '#simulator/chat/check-order.ts'
import { choiceOf, completionOf, streamedBody, wholeBody } from '#simulator/chat/completion.ts'
import { converse } from '#simulator/chat/converse.ts'
import { parseChatRequest, type ChatRequest } from '#simulator/chat/schema.ts'
import type { FaultRule } from '#simulator/faults/fault.ts'
import { misbehave, refuse, reset } from '#simulator/faults/misbehave.ts'
import { readBody } from '#simulator/http/read-body.ts'
import { limits } from '#simulator/options.ts'
import { bearsKey } from '#simulator/protocol/bearer.ts'
import type { Simulation } from '#simulator/simulation.ts'

type Exchange = {
  simulation: Simulation
  response: ServerResponse
  call: Partial<Call>
  fault: FaultRule | null
}

function send({ response, fault }: Exchange, type: string, body: string, status = 200): void {
  if (fault && misbehave(response, fault, Buffer.from(body))) return
  response.writeHead(status, { 'Content-Type': `${type}; charset=utf-8` })
  response.end(body)
}

async function answer(exchange: Exchange, request: ChatRequest): Promise<void> {
  const { simulation, call, fault } = exchange
  checkOrder(request.messages)
  const said = converse(request.messages, simulation.weakSpots)
  if (!said) throw new ChatFault(400, 'There is no message of a user to answer.', 'messages')
  call.intent = said.answer.kind
  if (fault?.kind === 'error') throw new ChatFault(500, 'Injected fault: error')
  const late = fault?.kind === 'latency' ? fault.value : 0
  const wait = simulation.latencyMs + said.answer.delayMs + late
  if (wait > 0) await simulation.pause(wait)
  const choice = choiceOf(request, said.answer, said.language)
  const completion = completionOf(request, choice, new Date())
  if (request.stream !== true)
    return send(exchange, 'application/json', JSON.stringify(wholeBody(completion)))
  const withUsage = request.stream_options?.include_usage === true
  send(exchange, 'text/event-stream', streamedBody(completion, withUsage))
}

/**
 * POST /v1/chat/completions in OpenAI's form: the client runs the tools that it offers. The client key is the API key. What
 * OpenAI refuses is refused in its words and with its JSON.
 */
export async function answerChat(
  simulation: Simulation,
  request: IncomingMessage,
  response: ServerResponse,
  call: Partial<Call>,
): Promise<void> {
  const fault = simulation.faults.pick(request.headers, 'chat', 'text')
  call.fault = fault?.notation ?? null
  if (fault?.at === 'start' && fault.kind === 'status') return refuse(response, fault)
  if (fault?.at === 'start' && fault.kind === 'reset') return reset(response)
  try {
    if (!bearsKey(request.headers, simulation.clientKey))
      throw new ChatFault(401, 'Incorrect API key provided.', null, 'invalid_api_key')
    const parsed = parseChatRequest(await readBody(request, limits.textBodyBytes))
    call.query = lastWords(parsed)
    await answer({ simulation, response, call, fault }, parsed)
  } catch (error) {
    if (!(error instanceof ChatFault)) throw error
    response.writeHead(error.status, { 'Content-Type': 'application/json' })
    response.end(JSON.stringify(error.body))
  }
}

/** What the user said last, for the log. */
function lastWords({ messages }: ChatRequest): string | null {
  const last = messages.findLast(({ role }) => role === 'user')?.content
  return typeof last === 'string' ? last : null
}
