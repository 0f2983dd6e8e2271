import type { IncomingMessage, ServerResponse } from 'node:http'

import { z } from 'zod'

import { errorMessage } from '#lib/platform/errors.ts'
import { readBody } from '#simulator/http/read-body.ts'
import { limits } from '#simulator/options.ts'
import { bearsKey } from '#simulator/protocol/bearer.ts'
import { Refusal } from '#simulator/protocol/refusal.ts'
import type { Simulation } from '#simulator/simulation.ts'

const FaultsInput = z.strictObject({ faults: z.array(z.string().min(1).max(500)).max(50) })
const loopback = /^(?:127\.|::1$|::ffff:127\.)/

function authorize(simulation: Simulation, request: IncomingMessage): void {
  if (!loopback.test(request.socket.remoteAddress ?? ''))
    throw new Refusal(403, 'Forbidden: faults are controlled from this machine only')
  if (!bearsKey(request.headers, simulation.clientKey))
    throw new Refusal(401, 'Unauthorized: send the client key as a bearer token')
}

async function readFaults(request: IncomingMessage): Promise<string[]> {
  const body = await readBody(request, limits.controlBodyBytes)
  let value: unknown
  try {
    value = JSON.parse(body.toString('utf8'))
  } catch (error) {
    throw new Refusal(400, `Bad request: ${errorMessage(error)}`)
  }
  const parsed = FaultsInput.safeParse(value)
  if (!parsed.success) throw new Refusal(400, `Bad request: ${z.prettifyError(parsed.error)}`)
  return parsed.data.faults
}

/** GET shows the faults in force, POST `{"faults": ["status=503;times=2"]}` replaces them, DELETE ends them. */
export async function controlFaults(
  simulation: Simulation,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  authorize(simulation, request)
  if (request.method === 'DELETE') simulation.faults.set([])
  else if (request.method === 'POST') {
    const notations = await readFaults(request)
    try {
      simulation.faults.set(notations)
    } catch (error) {
      throw new Refusal(400, `Bad request: ${errorMessage(error)}`)
    }
  } else if (request.method !== 'GET') throw new Refusal(405, 'Method not allowed')
  response.writeHead(200, { 'Content-Type': 'application/json' })
  response.end(`${JSON.stringify({ faults: simulation.faults.list() })}\n`)
}
