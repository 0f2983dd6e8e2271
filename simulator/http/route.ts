import type { IncomingMessage, ServerResponse } from 'node:http'

import { errorMessage } from '#lib/platform/errors.ts'
import { log } from '#lib/platform/log.ts'
import type { Call } from '#simulator/call-log.ts'
import { answerChat } from '#simulator/chat/completions.ts'
import { answerAudio } from '#simulator/http/audio.ts'
import { controlFaults } from '#simulator/http/control.ts'
import { answerText } from '#simulator/http/text.ts'
import { Refusal } from '#simulator/protocol/refusal.ts'
import type { Simulation } from '#simulator/simulation.ts'

type Handler = (
  simulation: Simulation,
  request: IncomingMessage,
  response: ServerResponse,
  call: Partial<Call>,
) => Promise<void>
type Route = { methods: string[]; kind: Call['kind'] | null; handle: Handler }

const health: Handler = async (simulation, _request, response) => {
  response.writeHead(200, { 'Content-Type': 'application/json' })
  response.end(`${JSON.stringify({ status: 'ok', ears: simulation.ears.ready() })}\n`)
}

const routes: Record<string, Route> = {
  '/v1/text': { methods: ['GET', 'POST'], kind: 'text', handle: answerText },
  '/v1/audio': { methods: ['POST'], kind: 'audio', handle: answerAudio },
  '/v1/chat/completions': { methods: ['POST'], kind: 'text', handle: answerChat },
  '/health': { methods: ['GET', 'HEAD'], kind: null, handle: health },
  '/control/faults': { methods: ['GET', 'POST', 'DELETE'], kind: null, handle: controlFaults },
}

function fail(response: ServerResponse, error: unknown): void {
  if (!(error instanceof Refusal))
    log.error({ error: errorMessage(error) }, 'The simulator failed to answer')
  if (response.headersSent || response.destroyed) {
    response.destroy()
    return
  }
  const status = error instanceof Refusal ? error.status : 500
  const message = error instanceof Refusal ? error.message : 'Internal error'
  // The rest of a refused body is not wanted: the connection must not be used again.
  response.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    ...(status === 413 && { Connection: 'close' }),
  })
  response.end(`${message}\n`)
}

function record(
  simulation: Simulation,
  kind: Call['kind'],
  call: Partial<Call>,
  response: ServerResponse,
  started: number,
): void {
  const finished = response.writableFinished
  const refused = finished && response.statusCode >= 400 && call.fault == null
  simulation.log.write({
    kind,
    request_id: call.request_id ?? null,
    user_id: call.user_id ?? null,
    item: call.item ?? null,
    query: call.query ?? null,
    intent: call.intent ?? null,
    fault: call.fault ?? null,
    status: response.headersSent ? response.statusCode : null,
    outcome: call.fault ? 'faulted' : refused ? 'refused' : finished ? 'answered' : 'aborted',
    ms: Math.round(performance.now() - started),
  })
}

/** Answers one HTTP request; nothing that a client sends makes it throw. */
export function route(
  simulation: Simulation,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const started = performance.now()
  const path = (request.url ?? '').split('?', 1)[0] ?? ''
  const found = Object.hasOwn(routes, path) ? routes[path] : undefined
  // An aborted upload is an event of its own in Node; the body reader and 'close' see it too.
  request.on('error', () => undefined)
  response.on('error', () => undefined)
  if (!found) return fail(response, new Refusal(404, 'Not found'))
  if (!found.methods.includes(request.method ?? ''))
    return fail(response, new Refusal(405, 'Method not allowed'))
  const call: Partial<Call> = {}
  const { kind } = found
  if (kind !== null && simulation.log.enabled)
    response.once('close', () => record(simulation, kind, call, response, started))
  found.handle(simulation, request, response, call).catch((error: unknown) => fail(response, error))
}
