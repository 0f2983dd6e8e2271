import { languages, type Language } from '#simulator/domains/domain.ts'
import type { RequestInfo } from '#simulator/protocol/request-info.ts'

/** The language that a request is in, English when it says nothing; null for one that is not spoken here. */
export function languageOf(info: RequestInfo, header: string | undefined): Language | null {
  const tag = (info.InputLanguageIETFTag ?? header)?.trim().toLowerCase()
  if (!tag) return byName(info.InputLanguageEnglishName)
  const base = tag.split(/[-_]/)[0]
  return languages.find((language) => language === base) ?? null
}

const names = { english: 'en', german: 'de', spanish: 'es', french: 'fr' } as const

function byName(name: string | undefined): Language | null {
  if (!name) return 'en'
  const found = Object.entries(names).find(([english]) => name.toLowerCase().includes(english))
  return found?.[1] ?? null
}
