import { z } from 'zod'

import type { HoundifyResult } from '#lib/engines/connectors/houndify/messages.ts'
import type { HoundifyConfig } from '#lib/engines/connectors/houndify/settings.ts'
import { valueAt } from '#lib/engines/connectors/json-path.ts'
import { toJson } from '#lib/engines/connectors/lossless-json.ts'
import {
  parseToolValue,
  type ToolLog,
  type ToolOutcome,
  toolText,
} from '#lib/engines/connectors/tool-log.ts'
import type { Json } from '#lib/engines/connectors/types.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'

/** One call of the list. Whether it ended well is known where it has a result or an error. */
const Call = z.looseObject({
  id: z.union([z.string(), z.number()]).nullish(),
  name: z.string().nullish(),
  arguments: z.json().optional(),
  result: z.json().optional(),
  error: z.json().optional(),
})
type Call = z.output<typeof Call>

function outcomeOf({ result, error }: Call): ToolOutcome {
  const failed = error !== undefined && error !== null && error !== false && error !== ''
  if (failed) return { error: toolText(error) }
  return result === undefined ? { untold: true } : { result: parseToolValue(result) }
}

/** What is at the path is not what the settings say: nothing can be said of the tools, and so not of the turn. */
function settingsFault(peer: string, path: string, why: string): NetworkError {
  const detail = `the setting "Tool calls" is ${path}, and ${why}`
  return new NetworkError({
    fault: 'configuration',
    detail,
    peer,
    retryable: false,
    maybeExecuted: true,
  })
}

/** The list of calls in a result; empty where the settings say that it need not be there. */
function listIn(result: Json, path: string, told: 'all' | 'some', peer: string): readonly Json[] {
  const list = valueAt(result, path)
  if (Array.isArray(list)) return list
  if (list !== undefined && list !== null)
    throw settingsFault(peer, path, 'the answer has something else than a list there')
  if (told === 'some') return []
  throw settingsFault(
    peer,
    path,
    'the answer has nothing there: whether tools were called is not told. Correct the path, or set "Tool calls that the list has" to some',
  )
}

/**
 * Tells the tools that a result lists, in the order of the list. A result comes when all is over: each call was known from
 * `at` on, ms. Throws NetworkError `configuration` when the list is not where the settings say.
 */
export function tellToolCalls(
  result: HoundifyResult,
  { tool_calls_path: path, tools_told: told }: HoundifyConfig,
  log: ToolLog,
  { at, peer }: { at: number; peer: string },
): void {
  if (path === undefined) return
  for (const [place, item] of listIn(toJson(result), path, told, peer).entries()) {
    const parsed = Call.safeParse(item)
    if (!parsed.success)
      throw settingsFault(peer, path, `item ${place + 1} of the list there is no tool call`)
    const { id, name, arguments: given } = parsed.data
    let own = String(id ?? '') || `call-${place + 1}`
    // An id that comes twice would make one call of two.
    while (log.find(own)) own += '+'
    const what = given === undefined ? {} : { arguments: parseToolValue(given) }
    const call = log.request({ id: own, name: name ?? '', executedBy: 'voice_ai', ...what }, at)
    log.end(call, outcomeOf(parsed.data), at)
  }
}
