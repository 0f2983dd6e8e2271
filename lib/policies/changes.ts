import { z } from 'zod'

import { canonicalJson } from '#lib/platform/canonical-json.ts'
import type { PolicyChange } from '#lib/policies/schema.ts'

const Json = z.json()
type Json = z.output<typeof Json>

const isRecord = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function walk(
  path: string,
  before: Json | undefined,
  after: Json | undefined,
  into: PolicyChange[],
) {
  if (isRecord(before) || isRecord(after)) {
    const [one, other] = [isRecord(before) ? before : {}, isRecord(after) ? after : {}]
    for (const name of [...new Set([...Object.keys(one), ...Object.keys(other)])].sort())
      walk(path === '' ? name : `${path}.${name}`, one[name], other[name], into)
    return
  }
  if (canonicalJson(before ?? null) !== canonicalJson(after ?? null))
    into.push({ path, before: before ?? null, after: after ?? null })
}

/** Settings that differ, by their path; lists are compared as a whole. */
export function changesBetween(before: unknown, after: unknown): PolicyChange[] {
  const changes: PolicyChange[] = []
  walk('', Json.parse(before), Json.parse(after), changes)
  return changes
}
