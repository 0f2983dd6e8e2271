import { z } from 'zod'

import type { Json } from '#lib/engines/connectors/types.ts'

/** What placeholders stand for; `{{state.city}}` looks up `city` in `state`. */
export type TemplateValues = { [name: string]: Json | undefined }

const placeholder = /\{\{\s*([A-Za-z_][\w-]*(?:\.[\w-]+)*)\s*\}\}/g
const whole = /^\{\{\s*([A-Za-z_][\w-]*(?:\.[\w-]+)*)\s*\}\}$/

function lookUp(values: TemplateValues, name: string): Json | undefined {
  let value: Json | undefined = { ...values } as Json
  for (const key of name.split('.')) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) return undefined
    value = Array.isArray(value) ? value[Number(key)] : value[key]
  }
  return value
}

function written(value: Json | undefined): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** Fills a text; each value passes `escape`, which fits it to the place where it goes. */
export function fillText(
  template: string,
  values: TemplateValues,
  escape: (text: string) => string = (text) => text,
): string {
  return template.replace(placeholder, (_, name: string) => escape(written(lookUp(values, name))))
}

/**
 * Fills a JSON template. A string that is nothing but one placeholder becomes the value itself, whatever its type;
 * a member whose value is unknown is left out. Values never become structure: no escaping can be forgotten.
 */
export function fillJson(template: Json, values: TemplateValues): Json | undefined {
  if (typeof template === 'string') {
    const only = whole.exec(template)?.[1]
    return only === undefined ? fillText(template, values) : lookUp(values, only)
  }
  if (template === null || typeof template !== 'object') return template
  if (Array.isArray(template))
    return template.map((item) => fillJson(item, values)).filter((item) => item !== undefined)
  const filled: { [key: string]: Json } = {}
  for (const [key, item] of Object.entries(template)) {
    const value = fillJson(item, values)
    if (value !== undefined) filled[key] = value
  }
  return filled
}

/** Fills an address: values are percent-encoded, so that none can change host, path or parameters. */
export const fillUrl = (template: string, values: TemplateValues): string =>
  fillText(template, values, encodeURIComponent)

/** Fills a header's value: whatever is not printable ASCII is percent-encoded. */
export const fillHeader = (template: string, values: TemplateValues): string =>
  fillText(template, values, (text) => text.replace(/[^\x20-\x7e]+/gu, encodeURIComponent))

/** Names of the placeholders in a template of any form. */
function placeholders(template: Json): string[] {
  if (typeof template === 'string')
    return [...template.matchAll(placeholder)].map(([, name]) => name ?? '')
  if (template === null || typeof template !== 'object') return []
  return Object.values(template).flatMap(placeholders)
}

/** What is named in some templates, without what hangs from it. */
export const rootsOf = (templates: readonly Json[]): ReadonlySet<string> =>
  new Set(templates.flatMap(placeholders).map((name) => name.split('.')[0] ?? ''))

/** What is written with braces but is no placeholder, or one of a name outside `known`; null when all is well. */
function templateFault(template: Json, known: readonly string[]): string | null {
  for (const name of placeholders(template)) {
    const [root = ''] = name.split('.')
    if (!known.includes(root))
      return `{{${name}}} is unknown; there is: ${known.map((one) => `{{${one}}}`).join(', ')}`
  }
  return null
}

/** `schema` for a template that may use the placeholders `known`, or what hangs from them. */
export function templateOf<T extends Json, S extends z.ZodType<T>>(
  schema: S,
  known: readonly string[],
): S {
  return schema.superRefine((value, context) => {
    const message = templateFault(value, known)
    if (message !== null) context.addIssue({ code: 'custom', message })
  })
}

/** An address of one of `protocols` whose host holds no placeholder: what a caller says chooses no host. */
export function urlTemplate(protocols: readonly string[], known: readonly string[]) {
  return templateOf(
    z
      .string()
      .max(2_048)
      .refine(
        (text) => {
          const url = URL.parse(fillText(text, {}, () => 'x'))
          return url !== null && protocols.includes(url.protocol)
        },
        `must be an address that starts with ${protocols.map((one) => `${one}//`).join(' or ')}`,
      )
      .refine(
        (text) => !/^[a-z]+:\/\/[^/?#]*\{\{/i.test(text),
        'must not have a placeholder in its host',
      ),
    known,
  )
}
