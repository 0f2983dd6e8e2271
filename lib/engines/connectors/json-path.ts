import type { JSONPathQuery } from 'json-p3'
import { z } from 'zod'

import { costFault, environment } from '#lib/engines/connectors/json-path-environment.ts'
import { toJson } from '#lib/engines/connectors/lossless-json.ts'
import type { Json } from '#lib/engines/connectors/types.ts'
import { errorMessage } from '#lib/platform/errors.ts'

const maxChars = 500

const compiled = new Map<string, JSONPathQuery>()
const maxCompiled = 1_000

/** Compiling takes 20 times as long as asking. */
function queryOf(expression: string): JSONPathQuery {
  const known = compiled.get(expression)
  if (known) return known
  if (compiled.size >= maxCompiled) compiled.clear()
  const query = environment.compile(expression)
  compiled.set(expression, query)
  return query
}

function fault(expression: string): string | null {
  try {
    environment.compile(expression)
    return costFault(expression)
  } catch (error) {
    return `is not a JSONPath: ${errorMessage(error)}`
  }
}

function checked(toQuery: (text: string) => string) {
  return z
    .string()
    .min(1)
    .max(maxChars)
    .superRefine((text, context) => {
      const message = fault(toQuery(text))
      if (message !== null) context.addIssue({ code: 'custom', message })
    })
}

const ofCondition = (condition: string) => `$[?${condition}]`

/** A query of RFC 9535; nothing in it is evaluated as code, and its regular expressions take linear time. */
export const JsonPath = checked((text) => text)

/** A filter of RFC 9535 on a whole message, e.g. `@.type == 'done'`. */
export const JsonCondition = checked(ofCondition)

/** All values at `path`, in document order; none without a path. */
export function valuesAt(document: Json, path: string | undefined): Json[] {
  return path === undefined ? [] : queryOf(path).query(document).values().map(toJson)
}

/** The first value at `path`; undefined when there is none. */
export function valueAt(document: Json, path: string | undefined): Json | undefined {
  return valuesAt(document, path)[0]
}

/** The value at `path`, or all values of a path that may match several; undefined when there is none. */
export function dataAt(document: Json, path: string | undefined): Json | undefined {
  const values = valuesAt(document, path)
  if (path === undefined || values.length === 0) return undefined
  return queryOf(path).singularQuery() ? values[0] : values
}

/** Whether `path` names one place: no `*`, no filter. One that is no JSONPath is found out elsewhere. */
export const isSingular = (path: string): boolean =>
  fault(path) !== null || queryOf(path).singularQuery()

/** The text at `path`: several values are joined by line ends, numbers written out; null when there is none. */
export function textAt(document: Json, path: string | undefined): string | null {
  if (path === undefined) return null
  const texts = valuesAt(document, path)
    .filter((value) => typeof value === 'string' || typeof value === 'number')
    .map(String)
  return texts.length === 0 ? null : texts.join('\n')
}

/** Whether a message fulfils `condition`. */
export function fulfils(message: Json, condition: string): boolean {
  return queryOf(ofCondition(condition)).query([message]).nodes.length > 0
}
