import { randomUUID } from 'node:crypto'

import { z } from 'zod'

import { parseLossless, toJson } from '#lib/engines/connectors/lossless-json.ts'
import { parseToolValue } from '#lib/engines/connectors/tool-log.ts'
import { webDatabase } from '#lib/http/database.ts'
import { answerRequest, type Exchange } from '#lib/http/exchange.ts'
import { counted, countStranger } from '#lib/http/rate-limit.ts'
import { parseJson, readBytes } from '#lib/http/read-body.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { AppError, InvalidError } from '#lib/platform/errors.ts'
import { faultsOf } from '#lib/platform/format/faults.ts'
import type { Json } from '#lib/platform/json.ts'
import {
  answerToolCalls,
  type AskedCall,
  type CallAnswer,
} from '#lib/runs/tool-calls/answer-tool-calls.ts'

export const maxToolBytes = 64 * 1_024
/** ms that a mock may hold its answer back */
const longestDelay = 30_000

const Name = z.string().max(200).trim().min(1)
const CallId = z.string().max(200).min(1)
const Given = z.json().optional()

/** docs.vapi.ai/server-url/events: calls with their arguments, or in the form of OpenAI. */
const VapiCall = z.union([
  z.object({ id: CallId, function: z.object({ name: Name, arguments: Given }) }),
  z.object({ id: CallId, name: Name, arguments: Given }),
])
const VapiMessage = z.object({
  message: z.object({ type: z.string(), toolCallList: z.array(VapiCall).max(50).optional() }),
})
const PlainCall = z.object({ id: CallId.optional(), name: Name, arguments: Given })

function parsed<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const result = schema.safeParse(body)
  if (result.success) return result.data
  throw new InvalidError('The body is no tool call', faultsOf(result.error))
}

const valueOf = (given: Json | undefined): Json => (parseToolValue(given ?? {}) ?? {}) as Json

/** A result as the answer of a tool; an error of a mock is one that the voice AI must be able to tell from a result. */
function plainResponse(answer: CallAnswer): Response {
  if ('mock' in answer) {
    const { error, result = null } = answer.mock
    return error === undefined ? Response.json(result) : Response.json({ error }, { status: 422 })
  }
  const { unmatched, isTooMuch } = answer
  throw new AppError(isTooMuch ? 'rate_limited' : 'not_found', `${unmatched}.`)
}

/** Vapi reads results out of an answer that is always 200. */
function vapiResult(answer: CallAnswer) {
  const toolCallId = answer.id
  if (!('mock' in answer)) return { toolCallId, error: answer.unmatched }
  const { error, result = null } = answer.mock
  if (error !== undefined) return { toolCallId, error }
  return { toolCallId, result: typeof result === 'string' ? result : JSON.stringify(result) }
}

/** JSON in which a long number keeps its digits: it may be an order's. */
async function bodyOf(request: Request): Promise<Json> {
  const bytes = await readBytes(request, maxToolBytes)
  await parseJson(request, bytes)
  return bytes.length === 0 ? {} : toJson(parseLossless(bytes.toString('utf8')))
}

async function answer({ request, params, signal }: Exchange): Promise<Response> {
  const { token, tool } = params
  if (typeof token !== 'string') throw new AppError('not_found', 'There is nothing at this address')
  const body = await bodyOf(request)
  const own = request.headers.get('idempotency-key')?.slice(0, 200) || randomUUID()
  const ask = async (calls: AskedCall[]) => {
    try {
      return await answerToolCalls(webDatabase(), token, calls, signal)
    } catch (error) {
      // Whoever tries addresses is a stranger; a voice AI that has one is limited by its conversation.
      if (error instanceof AppError && error.code === 'not_found')
        counted(request, () => countStranger(request.headers))
      throw error
    }
  }
  const askOne = async (call: AskedCall) => {
    const [only] = await ask([call])
    if (only === undefined) throw new AppError('internal', 'A tool call was not answered')
    return plainResponse(only)
  }
  if (typeof tool === 'string') {
    const given = parsed(z.json(), body)
    return askOne({ id: own, name: parsed(Name, tool), arguments: given })
  }
  if (body !== null && typeof body === 'object' && 'message' in body) {
    const { message } = parsed(VapiMessage, body)
    const calls = (message.toolCallList ?? []).map((call) => {
      const { name, arguments: given } = 'function' in call ? call.function : call
      return { id: call.id, name, arguments: valueOf(given) }
    })
    // Its other messages (a call's status, what was said) ask for nothing.
    if (calls.length === 0) return Response.json({})
    return Response.json({ results: (await ask(calls)).map(vapiResult) })
  }
  const { id = own, name, arguments: given } = parsed(PlainCall, body)
  return askOne({ id, name, arguments: valueOf(given) })
}

/** Answers tools of a conversation that a voice AI calls over HTTP: no session, the address is the permission. */
export const answerToolRequest = (
  request: Request,
  context: { params: Promise<Record<string, string | string[]>> },
): Promise<Response> =>
  answerRequest(request, context.params, settings().API_TIMEOUT * 1_000 + longestDelay, answer)
