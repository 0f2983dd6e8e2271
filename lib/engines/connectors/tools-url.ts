import type { CheckResult } from '#lib/engines/connectors/types.ts'
import { publicUrl } from '#lib/platform/public-url.ts'

const pattern = /\{\{\s*tools_url\s*\}\}/g

/** Whether the voice AI is told where it can call tools of a conversation. */
export const namesToolsUrl = (...templates: unknown[]): boolean =>
  JSON.stringify(templates).search(pattern) >= 0

/** Puts the address into settings that are no templates otherwise. */
export function fillToolsUrl<T>(value: T, url: string | undefined): T {
  if (url === undefined) return value
  const fill = (part: unknown): unknown => {
    if (typeof part === 'string') return part.replaceAll(pattern, url)
    if (Array.isArray(part)) return part.map(fill)
    if (part === null || typeof part !== 'object') return part
    return Object.fromEntries(Object.entries(part).map(([key, item]) => [key, fill(item)]))
  }
  return fill(value) as T
}

/** Where the tools of a conversation are called; `token` stands for the conversation. Null without a public address. */
export function toolsUrlOf(token: string, base = publicUrl()): string | null {
  return base === null ? null : `${base}/api/v1/tool-calls/${token}`
}

/** The part of the address that is as good as a credential. */
export const tokenOf = (url: string | undefined): string[] =>
  url === undefined ? [] : url.split('/').slice(-1)

export const noPublicUrl =
  'The settings of this target name {{tools_url}}, but Earshot does not know its public address. Set FRONTEND_URL (or NEXTAUTH_URL) to the address at which the voice AI reaches Earshot'

/** What a connection check gives as the address: in it nobody answers tools. */
export function checkToolsUrl(isNamed: boolean): { toolsUrl?: string } | CheckResult {
  if (!isNamed) return {}
  const toolsUrl = toolsUrlOf('check')
  if (toolsUrl !== null) return { toolsUrl }
  return { ok: false, latencyMs: null, fault: 'configuration', detail: `${noPublicUrl}.` }
}
