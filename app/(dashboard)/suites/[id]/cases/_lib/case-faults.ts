import type { FieldErrors, Path } from 'react-hook-form'

import type { CaseForm } from '#app/(dashboard)/suites/[id]/cases/_lib/case-form.ts'

type Issue = { path: PropertyKey[]; message: string }

/** Where a fault of the case object is shown in its form. */
function fieldOf(path: PropertyKey[], form: CaseForm): Path<CaseForm> | 'root' {
  const [root, index, part, ...rest] = path.map(String)
  if (root === 'languages') return index === undefined ? 'languages' : languageField(index, form)
  if (root === 'mocks') return 'mocks'
  if (root !== 'turns') return root === undefined ? 'root' : (root as Path<CaseForm>)
  if (index === undefined) return 'turns'
  const turn = `turns.${Number(index)}` as const
  const firstTag = form.languages[0]?.tag ?? ''
  if (part === undefined) return `${turn}.say.${firstTag}`
  // A recording has no field of its own: it is named under the text that it says.
  if (part === 'say' || part === 'audio') return `${turn}.say.${rest[0] ?? firstTag}`
  if (part === 'dtmf' || part === 'silence_ms') return `${turn}.${part}`
  if (part === 'barge_in') return `${turn}.barge_in_ms`
  const [aspect, detail, tag] = rest
  if (aspect === 'reply') return `${turn}.reply`
  if (aspect === 'barge_in') return `${turn}.max_stop_ms`
  if (aspect === 'tools' || aspect === 'tools_in_order') return `${turn}.tools`
  if (aspect === 'entities') return `${turn}.entities`
  if (aspect === 'response')
    return detail === 'similar_to'
      ? `${turn}.similar_to.${tag ?? firstTag}`
      : (`${turn}.${detail ?? 'contains'}` as Path<CaseForm>)
  if (aspect === 'response_time') return `${turn}.max_ms`
  if (aspect === 'final_answer' || aspect === 'dead_air') return `${turn}.${aspect}_ms`
  if (aspect === 'transcript')
    return `${turn}.${detail === 'max_cer' ? 'cer_percent' : 'wer_percent'}`
  return `${turn}.intent`
}

function languageField(tag: string, form: CaseForm): Path<CaseForm> {
  const index = form.languages.findIndex((language) => language.tag.trim() === tag)
  return `languages.${Math.max(0, index)}.tag`
}

/** For somebody who fills in a form and does not write a suite file. */
function worded(message: string): string {
  if (message.startsWith('needs say or audio')) return 'Needs a text to say'
  return message.replace(/^./, (first) => first.toUpperCase())
}

/** The rules of tools are one text: which of them is wrong, and where in it. */
function toolFault({ path, message }: Issue): string {
  const [rule, ...rest] = path.slice(4).map(String)
  if (rule === undefined)
    return path[3] === 'tools' && /list|array/.test(message)
      ? 'Must be a list of rules in JSON: [{ "name": "…" }]'
      : worded(message)
  const where = rest.length === 0 ? '' : `, ${rest.join('.')}`
  return `Rule ${Number(rule) + 1}${where}: ${message}`
}

/** The same for mocks. */
function mockFault({ path, message }: Issue): string {
  const [mock, ...rest] = path.slice(1).map(String)
  if (mock === undefined)
    return /list/.test(message)
      ? 'Must be a list of mocks in JSON: [{ "tool": "…", "result": … }]'
      : worded(message)
  const where = rest.length === 0 ? '' : `, ${rest.join('.')}`
  return `Mock ${Number(mock) + 1}${where}: ${message}`
}

/** Faults by form field, the first of each. A missing translation belongs to its own language's field. */
export function caseFaults(issues: Issue[], form: CaseForm): Map<string, string> {
  const faults = new Map<string, string>()
  for (const issue of issues) {
    const missing = /^has no text or recording for (\S+)$/.exec(issue.message)
    const field = missing?.[1]
      ? `turns.${Number(issue.path[1])}.say.${missing[1]}`
      : fieldOf(issue.path, form)
    const message = field.endsWith('_percent')
      ? 'Must be a percentage from 0 to 1,000'
      : field.endsWith('.tools')
        ? toolFault(issue)
        : field === 'mocks'
          ? mockFault(issue)
          : worded(issue.message)
    if (!faults.has(field)) faults.set(field, message)
  }
  return faults
}

/** `turns[0].say["de-DE"]`, as the server names a place, as keys. */
export function keysOf(path: string): string[] {
  const parts = path.matchAll(/[^.[\]"]+|"((?:[^"\\]|\\.)*)"/g)
  return [...parts].map(([part, quoted]) => quoted ?? part)
}

/** The same faults, nested as react-hook-form wants them. */
export function nestedErrors(faults: Map<string, string>): FieldErrors<CaseForm> {
  const root: Record<string, unknown> = {}
  for (const [path, message] of faults) {
    const keys = path.split('.')
    let node = root
    for (const key of keys.slice(0, -1)) node = (node[key] ??= {}) as Record<string, unknown>
    node[keys.at(-1) ?? 'root'] = { type: 'custom', message }
  }
  return root
}
